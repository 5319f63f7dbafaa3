import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Escolha um novo dia e uma nova hora",
    yourDetails: "Mudar a sua reserva?",
    confirmButton: "Mudar a reserva",
    requestButton: "Pedir este horário",
    sending: "A mudar…",
    sendingSlowly: "A ligação está lenta. A sua alteração ainda está a caminho.",
    taken: "Este horário acabou de ser ocupado. A sua reserva não mudou.",
    noTimesAtAll: "De momento, não há outros horários disponíveis. A sua reserva fica como está.",
    offline: "Está sem ligação. Poderá continuar assim que a ligação voltar.",
    unreachable:
      "Não foi possível contactar o servidor. Pode tentar de novo sem risco: a reserva só muda uma vez.",
    confirmedTitle: "A sua reserva mudou de horário",
    confirmedLead: "Segue um e‑mail com o novo horário para si e outro para {host}.",
    pendingTitle: "A sua reserva mudou de horário",
    pendingLead:
      "O novo horário fica guardado para si. Falta ainda a aprovação de {host}, e a resposta chegará por e‑mail.",
  },
  words: {
    present: "O seu horário atual",
    oldTime: "Horário anterior",
    newTime: "Novo horário",
    unchanged: "A sua reserva já está neste horário. Escolha outro, ou deixe-a como está.",
    asksAgain:
      "O seu horário anterior fica livre de imediato. {host} tem de confirmar de novo o novo horário, e a resposta chegará por e‑mail.",
    reason: "Motivo, para {host}",
    keep: "Prefere manter o seu horário? Feche esta página e tudo fica como está.",
  },
  already: {
    title: "A sua reserva já está neste horário",
    lead: "Nada mudou agora, e não foi enviado um segundo e‑mail.",
  },
};
