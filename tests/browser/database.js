// What a test does to the browser's database behind the vault's back.
const open = IDBFactory.prototype.open;
const add = IDBObjectStore.prototype.add;
const put = IDBObjectStore.prototype.put;
const begin = IDBDatabase.prototype.transaction;
const commit = IDBTransaction.prototype.commit;
const listen = IDBTransaction.prototype.addEventListener;
const random = Crypto.prototype.getRandomValues;
let handles = [];
let durability = "";

IDBFactory.prototype.open = function (...given) {
  const request = open.apply(this, given);
  request.addEventListener("success", () => handles.push(request.result));
  return request;
};

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const raw = async (name, mode, work) => {
  const database = await answer(open.call(indexedDB, name));
  try {
    return await work((store) => begin.call(database, store, mode).objectStore(store), database);
  } finally {
    database.close();
  }
};

// Closes every connection under the page, without an event, as iOS does.
export function close_all() {
  handles.forEach((handle) => handle.close());
  handles = [];
}

// Lets the browser say that it closed the connections.
export function say_closed() {
  handles.forEach((handle) => {
    handle.close();
    handle.dispatchEvent(new Event("close"));
  });
  handles = [];
}

// The next so many transactions are aborted after one of their rows was taken: a request's success is no commit.
export function abort_commits(times) {
  const chosen = new Set();
  IDBObjectStore.prototype.put = function (...given) {
    const { transaction } = this;
    const request = put.apply(this, given);
    if (chosen.has(transaction) || chosen.size === times) return request;
    chosen.add(transaction);
    request.addEventListener("success", () => transaction.abort());
    return request;
  };
  IDBTransaction.prototype.commit = function () {
    if (!chosen.has(this)) commit.call(this);
  };
}

// Space runs out at the next row.
export function run_out_of_space() {
  IDBObjectStore.prototype.put = function () {
    throw new DOMException("full", "QuotaExceededError");
  };
}

// One transaction's `complete` is never heard, though it was stored.
export function lose_one_complete() {
  let lost = false;
  IDBTransaction.prototype.addEventListener = function (name, ...rest) {
    if (name === "complete" && this.mode === "readwrite" && !lost) {
      lost = true;
      return;
    }
    listen.call(this, name, ...rest);
  };
}

export function watch_durability() {
  IDBDatabase.prototype.transaction = function (...given) {
    const transaction = begin.apply(this, given);
    if (transaction.mode === "readwrite") durability = transaction.durability;
    return transaction;
  };
}

export function seen_durability() {
  return durability;
}

export function break_randomness() {
  Crypto.prototype.getRandomValues = function () {
    throw new Error("no randomness");
  };
}

// Takes back all of the above.
export function repair() {
  IDBObjectStore.prototype.add = add;
  IDBObjectStore.prototype.put = put;
  IDBDatabase.prototype.transaction = begin;
  IDBTransaction.prototype.commit = commit;
  IDBTransaction.prototype.addEventListener = listen;
  Crypto.prototype.getRandomValues = random;
}

const text = (value) => {
  if (value instanceof Uint8Array) return String.fromCharCode(...value);
  if (Array.isArray(value)) return value.map(text).join(" ");
  if (value && typeof value === "object") return Object.entries(value).map(([k, v]) => k + " " + text(v)).join(" ");
  return String(value);
};

// Every key and value of every store, as text.
export function dump(name) {
  return raw(name, "readonly", async (store, database) => {
    let all = "";
    for (const one of database.objectStoreNames) {
      all += one + " " + text(await answer(store(one).getAllKeys())) + " " + text(await answer(store(one).getAll())) + "\n";
    }
    return all;
  });
}

// Rows of one store.
export function count(name, one) {
  return raw(name, "readonly", (store) => answer(store(one).count()));
}

// Flips one bit in the sealed part of a row.
export function flip(name, one, key) {
  return raw(name, "readwrite", async (store) => {
    const row = await answer(store(one).get(key));
    const bytes = row.row ?? row;
    bytes[bytes.length - 1] ^= 1;
    await answer(store(one).put(row, key));
  });
}

// Puts one row in another's place.
export function exchange(name, one, from, to) {
  return raw(name, "readwrite", async (store) => {
    const row = await answer(store(one).get(from));
    await answer(store(one).put(row, to));
  });
}

export function overwrite(name, one, key, value) {
  return raw(name, "readwrite", (store) => answer(store(one).put(value, key)));
}

export function remove(name, one, key) {
  return raw(name, "readwrite", (store) => answer(store(one).delete(key)));
}

// A tab that holds the database and closes for nobody, while another wants it deleted.
export async function hold_and_delete(name) {
  const database = await answer(open.call(indexedDB, name));
  indexedDB.deleteDatabase(name);
  return database;
}

export function let_go(held) {
  held.close();
}

// What another version of the app leaves behind.
export async function upgrade(name, version) {
  (await answer(open.call(indexedDB, name, version))).close();
}
