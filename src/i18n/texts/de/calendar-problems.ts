import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password:
    "Benutzername oder Passwort werden nicht angenommen. Verlangt der Anbieter vielleicht ein App-Passwort?",
  withdrawn:
    "Diese Adresse wird nicht oder nicht mehr angenommen. Bitte kopieren Sie sie noch einmal aus Ihrem Kalender.",
  otherSecret: "Das Passwort lässt sich nicht mehr entschlüsseln. Bitte geben Sie es noch einmal ein.",
  noCalendar: "Unter dieser Adresse gibt es keinen Kalender.",
  notCalendar:
    "Unter dieser Adresse liegt etwas anderes als ein Kalender. Haben Sie die Adresse einer Webseite kopiert?",
  noCaldav: "Der Server unter dieser Adresse bietet keine Kalender (CalDAV) an.",
  incomplete: "Der Kalender ist nur zum Teil angekommen.",
  tooLarge: "Der Kalender ist zu groß: Höchstens 20 MB und 50.000 Einträge können gelesen werden.",
  unreachable: "Der Server ist nicht erreichbar. Stimmt die Adresse?",
  encryption:
    "Zu dieser Adresse ist keine verschlüsselte Verbindung (https) möglich. Stimmen Adresse und Port?",
  slow: "Der Server hat nicht rechtzeitig geantwortet.",
  serverTrouble: "Der Server hat selbst ein Problem. Bitte versuchen Sie es später noch einmal.",
  refused: "Der Server hat die Anfrage abgelehnt.",
  readOnly: "Der Server erlaubt nicht, in diesen Kalender zu schreiben.",
  redirects: "Die Adresse leitet weiter, und von dort nicht zu einem Kalender.",
  elsewhere: "Ihr Kalender liegt auf einem anderen Server. Bitte geben Sie diese Adresse ein: {host}",
  privateAddress:
    "Diese Adresse liegt nicht im Internet. Der Betreiber dieses Servers kann sie mit CALENDAR_ALLOW_PRIVATE=true erlauben.",
  unencrypted:
    "Ihr Passwort würde unverschlüsselt übertragen. Bitte geben Sie eine Adresse ein, die mit https beginnt.",
  other: "Der Kalender ist nicht lesbar.",
};
