import type { Texts } from "../email.ts";

/** In words that are at home in Portugal as in Brazil. */
export const email: Texts = {
  meetingTitle: "{event}: {attendee} e {host}",
  meetingWith: "{event} com {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelada: {meeting}",
    declined: "Recusada: {meeting}",
    requested: "Pedido: {meeting}",
    toApprove: "Aprovar? {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "A sua reserva está confirmada",
      lead: "O seu horário com {name} está confirmado.",
    },
    attendee_requested: {
      heading: "O seu pedido está a caminho",
      lead: "Falta ainda a aprovação de {name}. O horário fica guardado, e a resposta chegará por e-mail.",
    },
    attendee_approved: {
      heading: "A sua reserva foi aprovada",
      lead: "{name} aceitou. O seu horário está confirmado.",
    },
    attendee_declined: {
      heading: "O seu pedido foi recusado",
      lead: "{name} recusou o pedido. Não há nada reservado.",
    },
    attendee_expired: {
      heading: "O seu pedido expirou",
      lead: "{name} não respondeu a tempo, por isso o seu pedido expirou. Não há nada reservado.",
    },
    attendee_cancelled: {
      heading: "A sua reserva está cancelada",
      lead: "{name} cancelou a reserva.",
      ownLead: "Foi cancelada a seu pedido.",
    },
    attendee_moved: {
      heading: "A sua reserva tem um novo horário",
      lead: "{name} mudou o horário.",
      ownLead: "O horário foi mudado a seu pedido.",
    },
    host_booked: {
      heading: "Há uma nova reserva na sua agenda",
      lead: "{name} reservou um horário.",
    },
    host_requested: {
      heading: "Aprova esta reserva?",
      lead: "{name} pede um horário na sua agenda. Fica guardado enquanto não houver uma decisão.",
    },
    host_approved: {
      heading: "Esta reserva foi aprovada",
      lead: "O horário com {name} está reservado, e a confirmação foi enviada.",
    },
    host_declined: {
      heading: "Esta reserva foi recusada",
      lead: "O horário com {name} está livre de novo, e a recusa foi enviada.",
    },
    host_expired: {
      heading: "Um pedido expirou",
      lead: "{name} pediu um horário na sua agenda e não teve resposta a tempo, por isso o pedido foi recusado. O horário está livre de novo. Ainda é possível dar a {name} um novo horário, o que confirma a reserva.",
    },
    host_cancelled: {
      heading: "Uma reserva foi cancelada",
      lead: "{name} cancelou a reserva. O horário está livre de novo.",
      ownLead: "Foi cancelada a seu pedido. O horário está livre de novo.",
    },
    host_disowned: {
      heading: "Uma reserva foi cancelada",
      lead: "Quem lê o e-mail de {email} diz que não fez esta reserva, por isso foi cancelada. O horário está livre de novo.",
    },
    host_moved: {
      heading: "Uma reserva tem um novo horário",
      lead: "{name} mudou o horário.",
      ownLead: "O horário foi mudado a seu pedido.",
    },
  },
  awaitsHost: "Falta ainda a aprovação de {name}.",
  awaitsYou: "Falta ainda a sua decisão.",
  asksHostAgain: "{name} tem de aprovar o novo horário.",
  asksYouAgain: "O horário anterior estava aprovado; o novo espera a sua decisão.",
  reason: "Motivo",
  what: "O quê",
  who: "Quem",
  when: "Quando",
  theirTime: "No outro fuso horário",
  before: "Antes",
  now: "Agora",
  where: "Onde",
  notes: "Mensagem",
  reschedule: "Mudar o horário",
  cancel: "Cancelar",
  approve: "Aprovar",
  decline: "Recusar",
  attendeeFooter:
    "Responda a este e-mail para escrever a {name}. Foi enviado para {email} porque esse endereço foi indicado na reserva.",
  notMe: { question: "Não fez esta reserva?", answer: "Não fui eu" },
  hostFooter: "Responda a este e-mail para escrever a {name}.",
  code: {
    subject: "O seu código para marcar com {name}",
    heading: "O seu código",
    lead: "Introduza este código para marcar {event} com {name}. É válido durante dez minutos.",
    label: "Código",
    footer:
      "Alguém indicou {email} para fazer uma marcação. Se não foi você, ignore este e-mail: sem o código nada fica marcado.",
  },
  addressChanged: {
    subject: "O seu endereço de e-mail foi alterado",
    heading: "A sua conta tem um novo endereço de e-mail",
    lead: "A partir de agora inicia sessão com {email}, e os e-mails sobre as suas marcações são enviados para lá.",
    server: "Servidor",
    footer:
      "Este e-mail foi enviado para {email}, o seu endereço até agora. Se não foi você que o alterou, outra pessoa tem acesso à sua conta: avise quem gere o servidor.",
  },
};
