/** The baseline: the same Elysia, responding with constant bodies. */
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";

const [day = "", month = "", booked = "{}"] = (await Bun.file(process.argv[2]!).json()) as string[];
const json = (body: string) => new Response(body, { headers: { "content-type": "application/json" } });
const bookedJson = JSON.parse(booked) as object;

const bookBody = Type.Object(
  {
    attendee_name: Type.String({ minLength: 1 }),
    attendee_email: Type.String({ minLength: 3 }),
    start_time: Type.String({ minLength: 20 }),
    timezone: Type.String({ minLength: 1 }),
    notes: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const app = new Elysia({ normalize: false })
  .get("/day", () => json(day))
  .get("/month", () => json(month))
  .post(
    "/v1/book/:username/:event_slug",
    ({ set }) => {
      set.status = 201;
      return bookedJson;
    },
    { body: bookBody },
  )
  .listen({ hostname: "127.0.0.1", port: 0 });

console.log(app.server!.port);
