import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "O quê",
    who: "Quem",
    with: "Com",
    when: "Quando",
    where: "Onde",
    status: "Estado",
    notes: "Notas",
    reason: "Motivo",
    rescheduleReason: "Motivo do novo horário",
  },
  statuses: {
    pending: "A aguardar aprovação",
    confirmed: "Confirmada",
    declined: "Recusada",
    cancelled: "Cancelada",
  },
  expired: "Recusada por falta de resposta a tempo",
  ask: {
    confirm: {
      title: "Aprovar esta reserva?",
      lead: "{attendee} pede uma reunião consigo. Se aprovar, o convite segue por e‑mail.",
      button: "Aprovar",
      leave: "Ainda não sabe? Feche esta página. O horário fica guardado até que decida.",
    },
    decline: {
      title: "Recusar esta reserva?",
      lead: "{attendee} pede uma reunião consigo. Se recusar, segue um e‑mail a dizê-lo e o horário fica livre.",
      button: "Recusar",
      leave: "Ainda não sabe? Feche esta página. O horário fica guardado até que decida.",
    },
    cancel: {
      title: "Cancelar esta reserva?",
      lead: "Se cancelar, {other} recebe um e‑mail a dizê-lo e o horário fica livre.",
      button: "Cancelar a reserva",
      leave: "Prefere mantê-la? Feche esta página e tudo fica como está.",
    },
  },
  reasonLabel: "Motivo (opcional)",
  reasonHint: "{name} poderá lê-lo nesse e‑mail.",
  otherWays: "Outras opções",
  done: {
    confirm: {
      title: "Reserva aprovada",
      lead: "{attendee} recebe um e‑mail com o convite.",
    },
    decline: {
      title: "Reserva recusada",
      lead: "{attendee} recebe um e‑mail a dizê-lo. O horário está de novo livre.",
    },
    cancel: {
      title: "Reserva cancelada",
      lead: "Segue um e‑mail a confirmá-lo para si e outro para {other}. O horário está de novo livre.",
    },
  },
  already: {
    confirm: "Esta reserva já está aprovada",
    decline: "Esta reserva já está recusada",
    cancel: "Esta reserva já está cancelada",
  },
  unchanged: "Nada mudou agora, e não foi enviado um segundo e‑mail.",
  explain: {
    label: "Quer dizer porquê? (opcional)",
    hint: "{attendee} recebe o motivo por e‑mail.",
    button: "Enviar o motivo",
  },
  explained: { title: "O seu motivo está a caminho", lead: "{attendee} recebe-o por e‑mail." },
  explainedBefore: {
    title: "Já tinha sido dado um motivo",
    lead: "O motivo abaixo já foi comunicado a {attendee}. Nada mudou agora, e não foi enviado um segundo e‑mail.",
  },
  next: "O que pode fazer agora",
  links: {
    moveInstead: "Em vez disso, mudar para outro horário",
    book: "Reservar um novo horário",
  },
  refused: {
    notOffered: "Esta reunião já não é oferecida",
    approved: "Esta reserva já está aprovada",
    declined: "Esta reserva foi recusada",
    cancelled: "Esta reserva foi cancelada",
    over: "O horário desta reserva já passou",
    movedTooOften: "Esta marcação já mudou de hora demasiadas vezes",
    begun: "Esta reunião já começou",
  },
  refusals: {
    not_offered: "Já não é oferecida, por isso não há outros horários. A sua reserva mantém-se.",
    decided_confirmed: "Por isso, já não pode ser recusada.",
    decided_declined: "Por isso, já não pode ser aprovada.",
    decided_cancelled: "Por isso, já não há nada a decidir.",
    already_declined: "Por isso, já não pode ser alterada.",
    already_cancelled: "Por isso, já não pode ser alterada.",
    already_over: "Por isso, já não pode ser alterada.",
    too_many_moves: "Mudou 20 vezes e já não pode mudar mais. Pode cancelá-la e fazer outra.",
    already_begun: "Por isso, já não pode mudar de horário.",
    other: "Isto já não é possível.",
  },
  moved: {
    title: "Esta reserva mudou de horário",
    lead: "A sua ligação é de um e‑mail sobre um horário anterior, por isso nada foi alterado. Este é o horário atual.",
  },
  nothingDone: "Esta ligação não mudou nada.",
  attendeeMayBook: "Pode ser reservada uma nova reunião consigo a qualquer momento.",
  writeToAttendee: "Para falar com {attendee}, escreva para {email}.",
  writeToHost: "Para falar com {host}, responda ao e‑mail que contém esta ligação.",
  notMe: {
    ask: {
      title: "Não fez esta reserva?",
      lead: "Se outra pessoa indicou o seu endereço, esta reserva com {host} será cancelada, {host} saberá porquê e este servidor não lhe enviará nada durante 90 dias.",
    },
    done: {
      title: "Obrigado por avisar",
      lead: "Até {until}, este servidor não envia nada para o seu endereço.",
    },
    undone: {
      title: "Os e‑mails estão de novo autorizados",
      lead: "Este servidor volta a enviar e‑mails para o seu endereço.",
    },
    button: "Não fui eu",
    leave: "Afinal a reserva é sua? Feche esta página e tudo fica como está.",
    undo: "Autorizar e‑mails de novo",
  },
  missing: {
    title: "Esta ligação não leva a lado nenhum",
    lead: "Não encontramos nenhuma reserva neste endereço. Nada mudou.",
    steps: [
      "O fim da ligação pode ter-se perdido no seu programa de e‑mail. Abra o e‑mail de novo e copie a ligação inteira para a barra de endereço.",
      "Pode ter à sua frente um e‑mail antigo. Procure o mais recente sobre esta reserva e use as ligações dele.",
      "Se isso não ajudar, responda a esse e‑mail. A sua resposta chega à pessoa com quem se vai reunir.",
    ],
  },
  sorry: {
    title: "Isto não funcionou",
    pageErrors: {
      malformed: "Não foi possível ler o que foi enviado. Nada mudou.",
      tooLarge: "O que foi enviado é demasiado grande. Nada mudou.",
      invalid: "Algo do que foi enviado não pode ser usado. Nada mudou.",
      reasonTooLong: "O motivo é demasiado longo: pode ter 1000 caracteres. Nada mudou.",
      rateLimited: "Chegaram demasiados pedidos da sua ligação. Aguarde um pouco e tente de novo.",
      internal: "Algo correu mal do nosso lado. Ficou registado como {id} para quem gere este servidor.",
      unavailable: "O servidor não consegue guardar nada neste momento. Nada mudou; tente de novo.",
    },
    steps: [
      "Volte à página anterior e tente de novo.",
      "Se voltar a acontecer, responda ao e‑mail que contém a sua ligação. A sua resposta chega à pessoa com quem se vai reunir.",
    ],
    tryAgain: "Tentar de novo",
  },
};
