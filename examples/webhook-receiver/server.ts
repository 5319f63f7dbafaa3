/** Receives webhooks: WEBHOOK_SECRET is the secret that `POST /v1/webhooks` showed, PORT where to listen. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const secret = process.env["WEBHOOK_SECRET"];
if (!secret) throw new Error("WEBHOOK_SECRET is not set.");
const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");

const TOLERANCE_SECONDS = 300;
const MAX_BYTES = 262_144;

/** The ids of deliveries that were handled; a real receiver keeps them in its database. */
const handled = new Set<string>();

/** Checks the signature of Standard Webhooks, and that the delivery is not an old one played again. */
function isGenuine(headers: IncomingMessage["headers"], body: string): boolean {
  const [id, seconds, signatures] = ["id", "timestamp", "signature"].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest();
  return signatures!
    .split(" ")
    .map((signature) => Buffer.from(signature.replace(/^v1,/, ""), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error("The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request).catch(() => "");
  if (!isGenuine(request.headers, body)) return void response.writeHead(401).end();
  // Answer first: schedkit waits ten seconds, and sends again what was not answered.
  response.writeHead(204).end();
  const id = String(request.headers["webhook-id"]);
  if (handled.has(id)) return;
  handled.add(id);
  const { event, payload } = JSON.parse(body);
  console.log(`${event}: ${payload.attendee_name} at ${payload.start_time} (${payload.status})`);
}

const server = createServer((request, response) => void receive(request, response));

server.listen(Number(process.env["PORT"] ?? 4000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on ${typeof address === "object" ? address?.port : address}`);
});
