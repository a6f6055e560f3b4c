import type { Abi } from "./abi.ts";
import { Cursor } from "./cursor.ts";
import { readAssignment } from "./expressions.ts";
import { initializedType } from "./initializers.ts";
import type { Layouts } from "./layout.ts";
import type { Declared, Scope } from "./scope.ts";
import type { CType } from "./types.ts";
import { integerType, pointerTo } from "./types.ts";
import { attempt } from "./unknown.ts";
import { converted, type Operand, term } from "./value.ts";

/** A block: its own names in front of those of the scope around it. */
export class BlockScope implements Scope {
  private readonly typedefs = new Map<string, CType>();
  private readonly operands = new Map<string, Operand>();
  private readonly tags = new Map<string, CType>();

  constructor(
    private readonly outer: Scope,
    /**
     * `values`: initialisers count as values, as in statement expressions of macros, whose locals are assigned once.
     * `parameters`: arrays are pointers.
     */
    private readonly kind: "values" | "locals" | "parameters" = "values",
  ) {}

  get abi(): Abi {
    return this.outer.abi;
  }

  get layouts(): Layouts {
    return this.outer.layouts;
  }

  get encoding(): "bytes" | "utf16" {
    return this.outer.encoding;
  }

  get complete(): boolean {
    return this.outer.complete;
  }

  typedef(name: string): CType | undefined {
    if (this.operands.has(name)) return undefined;
    return this.typedefs.get(name) ?? this.outer.typedef(name);
  }

  ordinary(name: string): Operand | undefined {
    return this.operands.get(name) ?? this.outer.ordinary(name);
  }

  /** What this block itself makes of a name. */
  own(
    name: string,
  ):
    | { readonly kind: "typedef"; readonly type: CType }
    | { readonly kind: "operand"; readonly operand: Operand }
    | undefined {
    const type = this.typedefs.get(name);
    if (type) return { kind: "typedef", type };
    const operand = this.operands.get(name);
    return operand && { kind: "operand", operand };
  }

  ownTag(key: string): CType | undefined {
    return this.tags.get(key);
  }

  localTag(key: string): CType | undefined {
    return this.tags.get(key) ?? this.outer.localTag(key);
  }

  resolveTag(key: string): CType {
    return this.tags.get(key) ?? this.outer.resolveTag(key);
  }

  constant(name: string): bigint | undefined {
    return this.outer.constant(name);
  }

  whyUnknown(name: string): string {
    return this.outer.whyUnknown(name);
  }

  declare(entry: Declared): void {
    switch (entry.kind) {
      case "tag":
        this.tags.set(entry.key, entry.type);
        break;
      case "enumerator":
        this.operands.set(entry.name, entry.operand);
        break;
      case "typedef":
        this.typedefs.set(entry.name, entry.type);
        break;
      case "variable":
      case "function":
        this.operands.set(entry.name, this.variable(entry));
        break;
    }
  }

  private variable({ name, type, initializer }: Extract<Declared, { initializer: unknown }>): Operand {
    const full = initializer ? initializedType(type, initializer, this) : type;
    const integer = integerType(full);
    if (this.kind === "parameters" && full.kind === "array") return { type: pointerTo(full.of), value: term(name) };
    if (this.kind !== "values" || !initializer || !integer) return { type: full, value: term(name) };
    const value = attempt(() => readAssignment(new Cursor(initializer), this).value);
    return { type: full, value: value.ok ? converted(value.value, integer) : term(name) };
  }
}
