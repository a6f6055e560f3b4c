interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly walkthroughs: readonly [
      { readonly steps: readonly { readonly title: string; readonly description: string }[] },
    ];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly markdownDescription: string }>> };
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

export function externalised(manifest: Manifest): {
  readonly manifest: Manifest;
  readonly texts: Readonly<Record<string, string>>;
};
