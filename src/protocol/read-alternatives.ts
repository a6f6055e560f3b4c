import type { Outcome } from "../core/changes/alternatives.ts";
import type { ApiUse, GuideAlternative, ListedFree } from "./changes.ts";
import { isCount, list, property, readRange, text } from "./read-message.ts";

/** The APIs beside the one in use, as they arrive in the panel. */
export function readAlternatives(json: unknown): readonly GuideAlternative[] {
  return list(json).flatMap((one) => readAlternative(one) ?? []);
}

function readAlternative(json: unknown): GuideAlternative | undefined {
  const api = text(json, "api");
  const outcome = readOutcome(property(json, "outcome"));
  const contiguity = CONTIGUITIES.find((one) => one === property(json, "contiguity"));
  if (api === undefined || !outcome || !contiguity) return undefined;
  const use = property(json, "use");
  return {
    api,
    isUsed: property(json, "isUsed") === true,
    outcome,
    sleeps: property(json, "sleeps") === true,
    isForbidden: property(json, "isForbidden") === true,
    contiguity,
    zeroes: property(json, "zeroes") === true,
    freedWith: text(json, "freedWith") ?? "",
    ...(use === undefined ? {} : { use: readUse(use) }),
  };
}

const CONTIGUITIES = ["physical", "virtual", "either"] as const;

function readOutcome(json: unknown): Outcome | undefined {
  const [bytes, unused, min, max] = ["bytes", "unused", "min", "max"].map((key) => property(json, key));
  const why = text(json, "why") ?? "";
  switch (property(json, "kind")) {
    case "given":
      return isCount(bytes) && typeof unused === "number"
        ? { kind: "given", bytes, unused, from: text(json, "from") ?? "" }
        : undefined;
    case "between":
      return isCount(min) && isCount(max)
        ? { kind: "between", min, max, because: text(json, "because") ?? "" }
        : undefined;
    case "fails":
      return { kind: "fails", why };
    case "unknown":
      return { kind: "unknown", why };
    default:
      return undefined;
  }
}

function readUse(json: unknown): ApiUse {
  return {
    frees: list(property(json, "frees")).flatMap((free) => readFree(free) ?? []),
    cautions: list(property(json, "cautions")).filter((one) => typeof one === "string"),
  };
}

function readFree(json: unknown): ListedFree | undefined {
  const range = readRange(property(json, "range"));
  const [becomes, left] = [text(json, "becomes"), text(json, "left")];
  return (
    range && {
      range,
      text: text(json, "text") ?? "",
      ...(becomes === undefined ? {} : { becomes }),
      ...(left === undefined ? {} : { left }),
    }
  );
}
