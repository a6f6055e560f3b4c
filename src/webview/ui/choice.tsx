import type { JSX } from "preact";

export interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly order: readonly Value[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
}

/** A few values side by side, one of them pressed. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { legend, options, order, chosen, choose } = props;
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {order.map((value) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
          {options[value]}
        </button>
      ))}
    </fieldset>
  );
}
