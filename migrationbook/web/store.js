// The reader's records. They stay in this browser; nothing is ever sent anywhere.

const BOOK = "reading-migration-management";
const STORE_PREFIX = `${BOOK}:1:`;
const LONGEST_TEXT = 20000;
const MOST_TEXTS = 8;
const LONGEST_LIST = 2000;

const isPlainObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= 100000;
const isIndexList = (value) => Array.isArray(value) && value.length <= LONGEST_LIST
  && value.every((item) => Number.isInteger(item) && item >= -1);
const isText = (value) => typeof value === "string" && value.length <= LONGEST_TEXT;

function today(clock = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
}

function isDay(value) {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isAnswer(value) {
  return value === null || isText(value) || isIndexList(value) || (Number.isInteger(value) && value >= 0)
    || (isPlainObject(value) && keptAnswer(value) !== null);
}

// The written answers, rebuilt field by field: one text with its criteria, the texts of an argument map, or
// the texts of a form with its criteria.
function keptAnswer({ text, criteria, texts }) {
  if (isText(text) && isIndexList(criteria)) return { text, criteria };
  if (!Array.isArray(texts) || texts.length > MOST_TEXTS || !texts.every(isText)) return null;
  return isIndexList(criteria) ? { texts, criteria } : { texts };
}

// A record from storage or from a file, rebuilt field by field; null when anything is amiss.
function checkedRecord(value) {
  if (!isPlainObject(value)) return null;
  const { tries, best, solved, shown, answer = null, when } = value;
  const sound = isCount(tries) && typeof best === "number" && best >= 0 && best <= 1
    && typeof solved === "boolean" && typeof shown === "boolean" && isAnswer(answer) && isDay(when);
  if (!sound) return null;
  const kept = isPlainObject(answer) ? keptAnswer(answer) : answer;
  return { tries, best, solved, shown, answer: kept, when };
}

// Merely naming localStorage can throw (blocked cookies, some file:// settings).
function storageArea() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

const store = {
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

  get(uid) {
    try {
      return checkedRecord(JSON.parse(globalThis.localStorage.getItem(STORE_PREFIX + uid)));
    } catch {
      return null;
    }
  },

  set(uid, record) {
    try {
      globalThis.localStorage.setItem(STORE_PREFIX + uid, JSON.stringify(record));
      return true;
    } catch {
      return false;
    }
  },
};
