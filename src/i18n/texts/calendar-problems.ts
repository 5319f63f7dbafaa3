/** Why a calendar cannot be read or written, for its host. */
export type CalendarProblemTexts = {
  /** The user name or password is wrong. */
  readonly password: string;
  /** A secret address no longer works. */
  readonly withdrawn: string;
  /** The password cannot be decrypted. */
  readonly otherSecret: string;
  /** There is no calendar at the address. */
  readonly noCalendar: string;
  /** What is there has another format. */
  readonly notCalendar: string;
  /** There is a server, which does not offer CalDAV. */
  readonly noCaldav: string;
  readonly incomplete: string;
  readonly tooLarge: string;
  /** No such name, or nothing that responds. */
  readonly unreachable: string;
  /** The server does not speak TLS, or its certificate is not valid. */
  readonly encryption: string;
  readonly slow: string;
  /** The server reports a problem of its own. */
  readonly serverTrouble: string;
  readonly refused: string;
  readonly readOnly: string;
  readonly redirects: string;
  /** The account is at the server `{host}`. */
  readonly elsewhere: string;
  /** The address is not on the internet. */
  readonly privateAddress: string;
  readonly unencrypted: string;
  readonly other: string;
};
