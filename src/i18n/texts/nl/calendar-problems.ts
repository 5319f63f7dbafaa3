import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password:
    "De gebruikersnaam of het wachtwoord wordt niet geaccepteerd. Wil de aanbieder een app-wachtwoord?",
  withdrawn: "Dit adres wordt niet of niet meer geaccepteerd. Kopieer het opnieuw uit uw agenda.",
  otherSecret: "Het wachtwoord kan niet meer worden ontsleuteld. Vul het opnieuw in.",
  noCalendar: "Er is geen agenda op dit adres.",
  notCalendar: "Wat op dit adres staat, is geen agenda. Hebt u het adres van een webpagina gekopieerd?",
  noCaldav: "De server op dit adres biedt geen agenda’s (CalDAV) aan.",
  incomplete: "De agenda is maar gedeeltelijk aangekomen.",
  tooLarge: "De agenda is te groot: hoogstens 20 MB en 50.000 afspraken kunnen worden gelezen.",
  unreachable: "De server is niet bereikbaar. Klopt het adres?",
  encryption:
    "Een versleutelde verbinding (https) met dit adres is niet mogelijk. Kloppen het adres en de poort?",
  slow: "De server heeft niet op tijd geantwoord.",
  serverTrouble: "De server heeft zelf een probleem. Probeer het later nog eens.",
  refused: "De server heeft het verzoek geweigerd.",
  readOnly: "De server staat niet toe dat in deze agenda wordt geschreven.",
  redirects: "Het adres leidt elders heen, en vandaar niet naar een agenda.",
  elsewhere: "Uw agenda staat op een andere server. Vul dit adres in: {host}",
  privateAddress:
    "Dit adres is niet op het internet. De beheerder van deze server kan het toestaan met CALENDAR_ALLOW_PRIVATE=true.",
  unencrypted: "Uw wachtwoord zou onversleuteld worden verstuurd. Vul een adres in dat met https begint.",
  other: "De agenda kan niet worden gelezen.",
};
