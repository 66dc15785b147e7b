// All records together: list, reset, export, import. Only the page "My progress" needs this.

const FILE_VERSION = 1;
const LARGEST_FILE = 5_000_000;

// Merely naming localStorage can throw (blocked cookies, some file:// settings).
function storageArea() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

const backup = {
  // Every sound record of this book, as { uid: record }. kinds: a map from each exercise's full name to its kind.
  list(kinds) {
    const records = [...kinds].map(([uid, kind]) => [uid, store.get(uid, kind)]);
    return Object.fromEntries(records.filter(([, record]) => record));
  },

  // uids: which records to remove; without them, all of this book, unreadable ones included.
  reset(uids) {
    const area = storageArea();
    if (!area) return;
    const keys = uids ? uids.map((uid) => STORE_PREFIX + uid)
      : Object.keys(area).filter((key) => key.startsWith(STORE_PREFIX) || key.startsWith(ASIDE_PREFIX));
    keys.forEach((key) => {
      area.removeItem(key);
      area.removeItem(key.replace(STORE_PREFIX, ASIDE_PREFIX));
    });
  },

  // What is kept and cannot be read goes along word for word: another version of this book may read it.
  exported: (kinds) => ({ book: BOOK, version: FILE_VERSION, saved: today(), records: backup.list(kinds), unreadable: backup.unreadable(kinds) }),

  // { uid: text } of what is kept under the names of exercises and is no record.
  unreadable(kinds) {
    const area = storageArea();
    const texts = area ? [...kinds].map(([uid, kind]) =>
      [uid, store.unreadable(uid, kind) ? area.getItem(STORE_PREFIX + uid) : area.getItem(ASIDE_PREFIX + uid)]) : [];
    return Object.fromEntries(texts.filter(([, text]) => text !== null));
  },

  // Takes what is sound in the text of an exported file. Either { problem: key of a string } and
  // nothing has changed, or the numbers { taken, kept, unknown, unsound, failed, future }.
  imported(text, kinds) {
    if (text.length > LARGEST_FILE) return { problem: "import_too_large" };
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      return { problem: "import_not_json" };
    }
    if (!isPlainObject(file) || file.book !== BOOK || !isPlainObject(file.records)) return { problem: "import_other_book" };
    if (file.version !== FILE_VERSION) return { problem: "import_other_version" };
    const numbers = { taken: 0, kept: 0, unknown: 0, unsound: 0, failed: 0, future: 0 };
    for (const [uid, value] of Object.entries(file.records)) {
      const outcome = takeRecord(uid, value, kinds);
      numbers[outcome] += 1;
      if (outcome === "taken" && value.when > today()) numbers.future += 1;
    }
    return numbers;
  },
};

function takeRecord(uid, value, kinds) {
  if (!kinds.has(uid)) return "unknown";
  const record = checkedRecord(value, kinds.get(uid));
  if (!record) return "unsound";
  const present = store.get(uid, kinds.get(uid));
  if (present && !isBetter(record, present)) return "kept";
  return store.set(uid, record, kinds.get(uid)) === "kept" ? "taken" : "failed";
}

// Solved beats unsolved, then the higher score, then not having looked at the answer, then the later day.
function isBetter(record, other) {
  const rank = ({ solved, best, shown, when }) => [Number(solved), best, Number(!shown), when];
  const [one, two] = [rank(record), rank(other)];
  const differs = one.findIndex((value, i) => value !== two[i]);
  return differs >= 0 && one[differs] > two[differs];
}
