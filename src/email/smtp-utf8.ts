import SMTPConnection from "nodemailer/lib/smtp-connection";
import SMTPTransport from "nodemailer/lib/smtp-transport";

type Options = ConstructorParameters<typeof SMTPTransport>[0];

/** Asks the server whether it takes addresses that are not ASCII (RFC 6531). Rejects if it cannot be asked. */
export async function takesSmtpUtf8(options: Options): Promise<boolean> {
  const connection = new SMTPConnection(new SMTPTransport(options).options);
  await new Promise<void>((resolve, reject) => {
    connection.once("error", reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  const offers = offersUtf8(connection);
  connection.on("error", () => {}); // Later errors do not matter.
  connection.quit();
  return offers;
}

/** Returns whether a connected server announced SMTPUTF8. */
export function offersUtf8(connection: SMTPConnection): boolean {
  return (connection as unknown as { _supportedExtensions: string[] })._supportedExtensions.includes(
    "SMTPUTF8",
  );
}
