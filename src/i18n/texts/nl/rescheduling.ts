import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Kies een nieuwe dag en tijd",
    yourDetails: "Uw boeking verplaatsen?",
    confirmButton: "Boeking verplaatsen",
    requestButton: "Deze tijd aanvragen",
    sending: "Bezig met verplaatsen…",
    sendingSlowly: "De verbinding is traag. Uw wijziging is nog onderweg.",
    taken: "Deze tijd is zojuist bezet geraakt. Uw boeking is niet verplaatst.",
    noTimesAtAll: "Er zijn op dit moment geen andere tijden vrij. Uw boeking blijft zoals ze is.",
    offline: "U bent offline. U kunt verder zodra er weer verbinding is.",
    unreachable:
      "De server is niet bereikbaar. U kunt het veilig opnieuw proberen: de boeking wordt maar één keer verplaatst.",
    confirmedTitle: "Uw boeking is verplaatst",
    confirmedLead: "U en {host} krijgen allebei een e-mail met de nieuwe tijd.",
    pendingTitle: "Uw boeking is verplaatst",
    pendingLead:
      "De nieuwe tijd wordt voor u vastgehouden. {host} moet die nog goedkeuren, en het antwoord komt per e-mail.",
  },
  words: {
    present: "Uw tijd nu",
    oldTime: "Oude tijd",
    newTime: "Nieuwe tijd",
    unchanged: "Uw boeking staat al op deze tijd. Kies een andere, of laat alles zoals het is.",
    asksAgain:
      "Uw oude tijd komt meteen vrij. {host} moet de nieuwe tijd opnieuw bevestigen, en het antwoord komt per e-mail.",
    reason: "Reden, voor {host}",
    keep: "Wilt u uw tijd houden? Sluit deze pagina, dan blijft alles zoals het is.",
  },
  already: {
    title: "Uw boeking staat al op deze tijd",
    lead: "Er is nu niets veranderd en er is geen tweede e-mail verstuurd.",
  },
};
