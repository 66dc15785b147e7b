// The reader's records. They stay in this browser; nothing is ever sent anywhere.

const BOOK = "reading-migration-management";
const STORE_PREFIX = `${BOOK}:1:`;
const ASIDE_PREFIX = `${BOOK}:aside:`;   // what could not be read, word for word, for an export
const LONGEST_TEXT = 20000;
const MOST_TEXTS = 8;
const LONGEST_LIST = 2000;

const isPlainObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= 100000;
const isIndexList = (value) => Array.isArray(value) && value.length <= LONGEST_LIST
  && value.every((item) => Number.isInteger(item) && item >= -1);
const isText = (value) => typeof value === "string" && value.length <= LONGEST_TEXT;

export function today(clock = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
}

function isDay(value) {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

// An answer, rebuilt by the shape that its kind of exercise names; undefined when it is of another shape. An exercise
// that was handed the answer of another kind could not be shown.
const SHAPES = {
  index: isCount,
  indices: isIndexList,
  text: isText,
  texts: (value) => Array.isArray(value) && value.length <= MOST_TEXTS && value.every(isText),
};

function rebuilt(answer, shape) {
  if (typeof shape === "string") return SHAPES[shape](answer) ? answer : undefined;
  if (!isPlainObject(answer)) return undefined;
  const parts = Object.entries(shape).map(([name, inner]) => [name, rebuilt(answer[name], inner)]);
  return parts.every(([, value]) => value !== undefined) ? Object.fromEntries(parts) : undefined;
}

// A record from storage or from a file, rebuilt field by field; null when anything is amiss. A day that is still to come
// (the clock was wrong) counts as today.
function checkedRecord(value, kind) {
  if (!isPlainObject(value)) return null;
  const { tries, best, solved, shown, answer = null, when } = value;
  const kept = answer === null ? null : rebuilt(answer, STORED[kind]);
  const sound = isCount(tries) && typeof best === "number" && best >= 0 && best <= 1
    && typeof solved === "boolean" && typeof shown === "boolean" && kept !== undefined && isDay(when);
  return sound ? { tries, best, solved, shown, answer: kept, when: when > today() ? today() : when } : null;
}

export const store = {
  // Whether a record can be kept; storage may be there and refuse to write.
  available() {
    const probe = `${BOOK}:probe`;
    try {
      globalThis.localStorage.setItem(probe, "1");
      globalThis.localStorage.removeItem(probe);
      return true;
    } catch {
      return false;
    }
  },

  // kind: the kind of exercise, which tells what its answer can be.
  get(uid, kind) {
    try {
      return checkedRecord(JSON.parse(globalThis.localStorage.getItem(STORE_PREFIX + uid)), kind);
    } catch {
      return null;
    }
  },

  // Whether something is kept under this name that is no record, such as one of another version of this book.
  unreadable(uid, kind) {
    try {
      return globalThis.localStorage.getItem(STORE_PREFIX + uid) !== null && !store.get(uid, kind);
    } catch {
      return false;
    }
  },

  // Says what came of it: "kept", "long" (it could not be read again), or "full" (the browser refused).
  set(uid, record, kind) {
    if (!checkedRecord(record, kind)) return "long";
    try {
      const area = globalThis.localStorage;
      if (store.unreadable(uid, kind)) area.setItem(ASIDE_PREFIX + uid, area.getItem(STORE_PREFIX + uid));
      area.setItem(STORE_PREFIX + uid, JSON.stringify(record));
      return "kept";
    } catch {
      return "full";
    }
  },
};
