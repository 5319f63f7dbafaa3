import fc from "fast-check";
import { DAY_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import { MONDAY } from "../support/start-app.ts";

/** Markup that must never stand in a page as it came. */
export const MARKUP = "<img src=x onerror=alert(1)>";

/** Texts that have troubled programs of all kinds. */
export const HOSTILE_TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\r\nBcc: x@example.com",
  "\u001b[31m",
  "\u0085\u2028\u2029",
  "\u202e\u2066evil\u2069",
  "\ufeff",
  "\ufffe\uffff",
  "\ud800",
  "\udfff\ud800",
  "e\u0301".repeat(40),
  "z\u0310\u0315\u031a\u0345\u0358".repeat(20),
  "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "ﷺ".repeat(30),
  "İıſK",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "__defineGetter__",
  "then",
  "toJSON",
  "length",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "0x10",
  "1e308",
  "9007199254740993",
  "true",
  "[]",
  "{}",
  "' or 1=1 --",
  "'; drop table bookings; --",
  "\\'; \"",
  "100%_\\",
  "*) OR (1",
  MARKUP,
  `"'>${MARKUP}`,
  "javascript:alert(1)",
  "${7*7}{{7*7}}<%= 7 %>#{7}",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "data:text/html,x",
  "%00%0d%0a%s%n",
  "2026-02-30",
  "2026-02-30T10:00:00Z",
  "2026-03-02T14:00:00",
  "+275760-09-13T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "1969-12-31T23:59:59Z",
  "24:00",
  "25:61",
  "Pacific/Apia",
  "Etc/GMT+14",
  "etc/utc",
  "a@b",
  "a@example.com\nBcc: b@example.com",
  '"a b"@example.com',
  "x".repeat(65),
  "x".repeat(300),
  "x".repeat(6_000),
  "🦉".repeat(3_000),
] as const;

const ODD_NUMBERS = [
  "0",
  "-0",
  "-1",
  "0.1",
  "1.0",
  "1e0",
  "1e308",
  "-1e308",
  "1e400",
  "-1e400",
  "1e-400",
  "5e-324",
  "2147483648",
  "4294967296",
  "9007199254740991",
  "9007199254740993",
  "9223372036854775808",
  "1".repeat(400),
  "8640000000000001",
];

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

const DEEP = [
  nested(50, "[", "]"),
  nested(50, '{"a":', "}"),
  nested(5_000, "[", "]"),
  nested(5_000, '{"a":', "}"),
  nested(30_000, "[", "]"),
  nested(9_000, '{"a":', "}"),
];

const LONG = [
  `[${Array<number>(5_000).fill(0).join()}]`,
  `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":${n}`).join()}}`,
];

/** A value of some other kind than is asked for, as JSON. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...HOSTILE_TEXTS).map((text) => JSON.stringify(text)) },
  { weight: 5, arbitrary: fc.constantFrom(...ODD_NUMBERS) },
  { weight: 4, arbitrary: fc.constantFrom("null", "true", "false", "[]", "{}", "[null]", "[[]]", "[{}]") },
  { weight: 3, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 20 }).map((text) => JSON.stringify(text)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{"admin":true}}}',
      '{"toString":1,"valueOf":2,"toJSON":3,"then":4}',
      '{"a":1,"a":2}',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  { weight: 1, arbitrary: fc.constantFrom(...DEEP) },
);

/** Bodies that are no JSON at all, or not only. */
export const NOT_JSON = [
  "",
  " ",
  "{",
  "}",
  "[",
  '"',
  "{'a':1}",
  '{"a":1,}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":01}',
  '{"a":+1}',
  '{"a":0x1}',
  '{"a":"\u0000"}',
  '{"a":"\t"}',
  '{"a":"\\ud800\\x"}',
  "{}{}",
  "{}\u0000",
  "/* */{}",
  "undefined",
  "<a/>",
  "[".repeat(60_000),
  '{"a":'.repeat(12_000),
  `{"a":"${"x".repeat(65_536)}"}`,
  " ".repeat(65_537),
  " ".repeat(65_536),
];

/** When meetings can be: half hours of the seven weeks after the pinned clock, and now and then any minute. */
const instants = fc
  .tuple(
    fc.nat(50),
    fc.oneof({ weight: 5, arbitrary: fc.nat(15).map((n) => n * 30) }, fc.nat(1440)),
    fc.constantFrom("Z", "Z", "Z", "+00:00", "-05:00"),
  )
  .map(([day, minutes, offset]) => {
    const utc = MONDAY + 4 * 60 * MINUTE_MS + day * DAY_MS + minutes * MINUTE_MS;
    const shown = offset === "-05:00" ? utc - 5 * 60 * MINUTE_MS : utc;
    return new Date(shown).toISOString().slice(0, 19) + offset;
  });

/** What stands in the texts whose format says so. */
export const whens = {
  "date-time": instants,
  date: fc.integer({ min: -3, max: 64 }).map((n) => new Date(MONDAY + n * DAY_MS).toISOString().slice(0, 10)),
};

/** Percent-encodings and paths that routers and decoders get wrong. */
export const ODD_SEGMENTS = [
  "",
  ".",
  "..",
  "...",
  "%2e%2e",
  "%2E%2e%2f",
  "..%2f..%2fetc%2fpasswd",
  "%252e%252e",
  "..;",
  ";a=b",
  "%",
  "%%",
  "%0",
  "%zz",
  "%00",
  "%0d%0aX-Injected:1",
  "%20",
  "+",
  "%c0%ae%c0%ae",
  "%c0%80",
  "%e0%80%af",
  "%f0%80%80%af",
  "%ed%a0%80",
  "%f4%90%80%80",
  "%fe%ff",
  "%ff",
  "%u0041",
  "%E2%80%AE",
  "a%2fb",
  "a%5cb",
  "a\\b",
  "*",
  "**",
  ":id",
  "{id}",
  "__proto__",
  "constructor",
  "0",
  "-1",
  "1.5",
  "01",
  "1e3",
  "0x1",
  "%31",
  "１",
  "٣",
  "9007199254740993",
  "9".repeat(30),
  "x".repeat(2_000),
  "jäne",
  "JANE",
  "jane%20",
  "jane.",
  "~jane",
  "🦉",
];
