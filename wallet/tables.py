"""The tables of the wallet's ledger; moments are whole milliseconds since 1970, money is whole kip."""

# `debits` is the money: a row is there if and only if the money moved. Both unique columns say "one debit per correlation id, ever".
SCHEMA = """
CREATE TABLE IF NOT EXISTS transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    correlation_id TEXT NOT NULL UNIQUE,
    server_id TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    reference TEXT NOT NULL,
    payer TEXT NOT NULL,
    payee TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    description TEXT NOT NULL,
    callback_url TEXT,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'completed', 'declined', 'failed')),
    reason TEXT,
    accepted_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    finished_at INTEGER,
    decision TEXT,
    after_ms INTEGER,
    due_at INTEGER NOT NULL,
    wrong_pins INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS transactions_due ON transactions (due_at) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS transactions_waiting ON transactions (id) WHERE status = 'pending' AND decision IS NULL;
CREATE INDEX IF NOT EXISTS transactions_payer ON transactions (payer, status);
CREATE INDEX IF NOT EXISTS transactions_reference ON transactions (reference);
CREATE TABLE IF NOT EXISTS debits (
    id INTEGER PRIMARY KEY,
    transaction_id INTEGER NOT NULL UNIQUE REFERENCES transactions (id),
    correlation_id TEXT NOT NULL UNIQUE,
    amount INTEGER NOT NULL CHECK (amount > 0),
    moved_at INTEGER NOT NULL,
    posted_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS debits_posted ON debits (posted_at, id);
CREATE TABLE IF NOT EXISTS callbacks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    due_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    delivered_at INTEGER
);
CREATE INDEX IF NOT EXISTS callbacks_due ON callbacks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS callbacks_transaction ON callbacks (transaction_id);
CREATE TABLE IF NOT EXISTS plans (
    reference TEXT NOT NULL,
    moment TEXT NOT NULL CHECK (moment IN ('arrival', 'answer')),
    decision TEXT NOT NULL,
    after_ms INTEGER,
    times INTEGER NOT NULL,
    PRIMARY KEY (reference, moment)
);
CREATE TABLE IF NOT EXISTS arrivals (correlation_id TEXT PRIMARY KEY, attempts INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS wallets (msisdn TEXT PRIMARY KEY, balance INTEGER, most INTEGER);
CREATE TABLE IF NOT EXISTS chances (one INTEGER PRIMARY KEY CHECK (one = 1), said TEXT NOT NULL);
"""
# The numbers of callbacks go on after a reset: one that is under way then must not meet a new one of its number.
EMPTIED = ("callbacks", "debits", "transactions", "plans", "arrivals", "wallets", "chances")
