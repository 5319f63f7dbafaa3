import type { Job } from "../db/tables.ts";
import type { EmailKind, OtherEmailKind, StoredEmail } from "../domain/email.ts";

type Common = Omit<Job, "topic" | "subject" | "booking_id" | "webhook_id"> & { readonly subject: string };

export type BookingEmail = Common & { readonly letter: EmailKind; readonly booking_id: number };

export type OtherEmail = Common & { readonly letter: OtherEmailKind; readonly booking_id: null };

/** A job of the kind `email`, in any status. */
export type EmailJob = BookingEmail | OtherEmail;

export function toEmailJob({ topic, subject, booking_id, webhook_id: _, ...job }: Job): EmailJob {
  const email = { ...job, letter: topic, subject, booking_id };
  return email as unknown as EmailJob;
}

/** Maps the row of an email about a booking. */
export function toBookingEmail(job: Job): BookingEmail {
  const email = toEmailJob(job);
  if (!isAboutBooking(email)) throw new Error(`email ${job.id} is not about a booking`);
  return email;
}

export function isAboutBooking(email: EmailJob): email is BookingEmail {
  return email.booking_id !== null;
}

/** Parses the payload of an email about a booking. */
export function storedIn({ payload }: Pick<EmailJob, "payload">): StoredEmail {
  return JSON.parse(payload) as StoredEmail;
}

/** The id that all emails about one booking refer to; undefined for other emails. */
export function threadOf(email: EmailJob): string | undefined {
  const [, uid, domain] = /^<(.+)(?:\.[^.@]+){3}@(.+)>$/.exec(email.message_id) ?? [];
  return isAboutBooking(email) && uid !== undefined ? `<${uid}@${domain}>` : undefined;
}
