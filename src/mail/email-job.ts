import type { Job } from "../db/tables.ts";
import type { Letter, StoredEmail } from "../domain/letter.ts";

/** An email that is to be sent, is being sent or was sent. */
export type EmailJob = Omit<Job, "topic" | "subject" | "booking_id" | "webhook_id"> & {
  readonly letter: Letter;
  readonly subject: string;
  readonly booking_id: number;
};

/** Takes a job of the kind `email` for what it is. */
export function toEmailJob({ topic, subject, booking_id, webhook_id: _, ...job }: Job): EmailJob {
  return { ...job, letter: topic as Letter, subject: subject!, booking_id: booking_id! };
}

/** What is stored of an email. */
export function storedIn({ payload }: Pick<EmailJob, "payload">): StoredEmail {
  return JSON.parse(payload) as StoredEmail;
}
