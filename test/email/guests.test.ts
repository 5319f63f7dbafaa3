import { describe, expect, test } from "bun:test";
import { emailKinds } from "../../src/domain/email.ts";
import { links, linksIn, unwrapped, write } from "./written.ts";

describe("guests", () => {
  const guests = emailKinds.filter((letter) => letter.startsWith("guest_"));

  test("get emails of their own, with nothing that the attendee typed and replies to the host", () => {
    for (const letter of guests) {
      const written = write(letter, { notes: "SECRET NOTES", reason: "SECRET REASON", actor: "attendee" });
      expect(written).toMatchObject({
        to: { name: "", address: "alex@example.com" },
        replyTo: { name: "Jason Johnson" },
        sender: "Jason Johnson",
      });
      expect(JSON.stringify(written)).not.toMatch(/SECRET|Jane Doe|Doe & Daughters|kim@example.com|token/);
    }
    expect(unwrapped("guest_invited")[0]).toContain(
      "jane@example.com has booked a meeting with Jason Johnson and named you as a guest.",
    );
  });

  test("get an entry that names them and the attendee, and asks them", () => {
    const ics = write("guest_invited").invitation!.ics.replaceAll("\r\n ", "");
    const attendees = ics.split("\r\n").filter((line) => line.startsWith("ATTENDEE"));
    expect(attendees).toEqual([
      expect.stringMatching(/PARTSTAT=ACCEPTED.*MAILTO:jane@example.com$/),
      expect.stringMatching(/PARTSTAT=NEEDS-ACTION.*MAILTO:alex@example.com$/),
    ]);
    expect(write("guest_removed").invitation).toMatchObject({ method: "CANCEL" });
    expect(write("guest_removed").invitation!.ics).toContain("STATUS:CANCELLED");
  });

  test("read why the host cancelled a meeting", () => {
    expect(unwrapped("guest_cancelled", { actor: "host" })[0]).toContain("I am ill.");
  });

  test("are listed for the host only", () => {
    for (const part of unwrapped("host_booked")) expect(part).toContain("alex@example.com kim@example.com");
    expect(write("host_booked").invitation!.ics.replaceAll("\r\n ", "")).toContain(
      "Guests: alex@example.com\\, kim@example.com",
    );
    expect(JSON.stringify(write("attendee_booked"))).not.toContain("alex@example.com");
  });

  test("cannot be changed by a link where none can come", () => {
    expect(linksIn(write("attendee_booked", { takesGuests: false })).text).not.toContain(links.guests);
  });
});
