import type { Job } from "../db/tables.ts";
import type { Letter, StoredEmail } from "../domain/letter.ts";

/** A job of the kind `email`, in any status. */
export type EmailJob = Omit<Job, "topic" | "subject" | "booking_id" | "webhook_id"> & {
  readonly letter: Letter;
  readonly subject: string;
  readonly booking_id: number;
};

/** Maps the row of an email. */
export function toEmailJob({ topic, subject, booking_id, webhook_id: _, ...job }: Job): EmailJob {
  return { ...job, letter: topic as Letter, subject: subject!, booking_id: booking_id! };
}

/** Parses what is stored of an email. */
export function storedIn({ payload }: Pick<EmailJob, "payload">): StoredEmail {
  return JSON.parse(payload) as StoredEmail;
}
