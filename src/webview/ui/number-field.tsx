import type { JSX } from "preact";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly set: (value: number) => void;
  readonly hint?: string;
}

/** A whole number to type; what is no number in the range changes nothing. */
export function NumberField({ label, value, min, max, set, hint }: NumberFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={value ?? ""}
        placeholder={hint ?? ""}
        onInput={({ currentTarget }) => {
          const typed = currentTarget.valueAsNumber;
          if (Number.isSafeInteger(typed) && typed >= min && typed <= max) set(typed);
        }}
      />
    </label>
  );
}
