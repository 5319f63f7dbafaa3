import type { Texts } from "../email.ts";

/** In words that are at home in Portugal as in Brazil. */
export const email: Texts = {
  meetingTitle: "{event}: {attendee} e {host}",
  meetingWith: "{event} com {name}",
  calendarName: "Marcações: {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelada: {meeting}",
    declined: "Recusada: {meeting}",
    requested: "Pedido: {meeting}",
    toConfirm: "Por confirmar: {meeting}",
    reminder: "Lembrete: {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "A sua reunião está confirmada",
      lead: "Tem uma reunião com {name}. Aqui estão os detalhes.",
    },
    attendee_requested: {
      heading: "O seu pedido foi enviado",
      lead: "{name} ainda tem de o confirmar. O horário está reservado para si e receberá a resposta por e-mail.",
    },
    attendee_approved: {
      heading: "A sua reunião está confirmada",
      lead: "{name} confirmou o seu pedido.",
    },
    attendee_declined: {
      heading: "O seu pedido foi recusado",
      lead: "{name} recusou o pedido. Não há nada reservado.",
    },
    attendee_expired: {
      heading: "O seu pedido expirou",
      lead: "{name} não respondeu a tempo. Não há nada reservado.",
    },
    attendee_cancelled: {
      heading: "A sua reunião está cancelada",
      lead: "{name} cancelou a reunião.",
      ownLead: "Cancelou a reunião.",
    },
    attendee_moved: {
      heading: "A sua reunião tem um novo horário",
      lead: "{name} mudou o horário.",
      ownLead: "Mudou o horário.",
    },
    attendee_reminder: {
      heading: "A sua reunião aproxima-se",
      lead: "Tem uma reunião com {name}. Aqui estão os detalhes.",
    },
    guest_invited: {
      heading: "Foi convidado para uma reunião",
      lead: "{email} marcou uma reunião com {name} e indicou-o como convidado.",
    },
    guest_moved: {
      heading: "Uma reunião tem um novo horário",
      lead: "A reunião com {name}, para a qual {email} o convidou, mudou de horário.",
    },
    guest_cancelled: {
      heading: "Uma reunião foi cancelada",
      lead: "A reunião com {name}, para a qual {email} o convidou, não se realizará.",
    },
    guest_removed: {
      heading: "Já não está convidado",
      lead: "Já não consta entre os convidados desta reunião com {name}.",
    },
    host_booked: {
      heading: "Tem uma nova reunião",
      lead: "{name} marcou uma reunião consigo.",
      ownLead: "Marcou uma reunião com {name}.",
    },
    host_requested: {
      heading: "Tem um novo pedido",
      lead: "{name} pediu uma reunião. O horário fica reservado até decidir.",
    },
    host_approved: {
      heading: "Confirmou esta reunião",
      lead: "{name} já recebeu o aviso.",
    },
    host_declined: {
      heading: "Recusou este pedido",
      lead: "{name} já recebeu o aviso, e o horário está livre de novo.",
    },
    host_expired: {
      heading: "Um pedido expirou",
      lead: "{name} pediu uma reunião e não teve resposta a tempo, por isso o pedido foi recusado e o horário está livre de novo. Ainda pode dar a {name} um novo horário, o que confirma a reunião.",
    },
    host_cancelled: {
      heading: "Uma reunião foi cancelada",
      lead: "{name} cancelou a reunião. O horário está livre de novo.",
      ownLead: "Cancelou a reunião. O horário está livre de novo.",
    },
    host_disowned: {
      heading: "Uma reunião foi cancelada",
      lead: "Quem lê o e-mail de {email} diz que não marcou esta reunião, por isso foi cancelada. O horário está livre de novo.",
    },
    host_moved: {
      heading: "Uma reunião tem um novo horário",
      lead: "{name} mudou o horário.",
      ownLead: "Mudou o horário.",
    },
    host_reminder: {
      heading: "Aproxima-se uma reunião",
      lead: "Tem uma reunião com {name}. Aqui estão os detalhes.",
    },
  },
  awaitsHost: "{name} ainda tem de confirmar.",
  awaitsYou: "Ainda falta a sua decisão.",
  asksHostAgain: "{name} tem de confirmar o novo horário.",
  asksYouAgain: "Tinha confirmado o horário anterior; o novo espera a sua decisão.",
  reason: "Motivo",
  what: "O quê",
  who: "Quem",
  when: "Quando",
  theirTime: "Hora para {name}",
  before: "Antes",
  now: "Agora",
  where: "Onde",
  guests: "Convidados",
  changeGuests: "Alterar os convidados",
  hostNote: "De {name}",
  testSubject: "Teste: {subject}",
  notes: "Mensagem",
  reschedule: "Mudar o horário",
  cancel: "Cancelar",
  confirm: "Confirmar",
  decline: "Recusar",
  open: "Abrir a reserva",
  bookAgain: "Marcar outro horário",
  places: {
    video: "Videochamada; {name} envia a ligação",
    phone: "Chamada telefónica",
    in_person: "Pessoalmente; {name} diz onde",
    other: "{name} diz onde",
  },
  hostPlaces: {
    video: "Videochamada; ainda sem ligação",
    phone: "Chamada telefónica",
    in_person: "Pessoalmente; ainda sem morada",
    other: "Ainda sem local",
  },
  attendeeFooter:
    "Responda a este e-mail para escrever a {name}. Foi enviado para {email} porque esse endereço foi indicado na reserva.",
  notMe: { question: "Não fez esta reserva?", answer: "Não fui eu" },
  guestFooter:
    "As respostas a este e-mail são enviadas a {name}. {email} indicou-o como convidado e pode alterar isso.",
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
  entryChanged: {
    moved: {
      subject: "Mudou uma marcação no seu calendário",
      heading: "Mudou uma marcação no seu calendário",
      lead: "A marcação continua no horário antigo, e {name} não foi avisado. Decida o que deve acontecer.",
    },
    removed: {
      subject: "Apagou uma marcação do seu calendário",
      heading: "Apagou uma marcação do seu calendário",
      lead: "A marcação mantém-se, e {name} não foi avisado. Decida o que deve acontecer.",
    },
    bookedFor: "Marcada para",
    movedTo: "No seu calendário",
    action: "Decidir o que fazer",
    footer:
      "Aí pode alterar a marcação ou registá-la outra vez no seu calendário. Até lá, tudo fica como está.",
  },
  calendarFailing: {
    subject: "Um dos seus calendários não pode ser lido",
    heading: "Um dos seus calendários não pode ser lido",
    lead: "«{name}» está ligado à sua página de marcações, mas já não pode ser lido, por isso não se sabe quando está ocupado.",
    reason: "Motivo",
    effect: "Até voltar a funcionar",
    refuses: "Ninguém pode marcar os tipos de reunião para os quais conta.",
    asks: "Confirma cada marcação.",
    action: "Ver os seus calendários",
    footer:
      "Recebe este e-mail uma só vez. Quando o calendário voltar a funcionar, não é preciso fazer mais nada.",
  },
  passwordReset: {
    subject: "Escolha uma nova palavra-passe",
    heading: "Escolha uma nova palavra-passe",
    lead: "Alguém, provavelmente você, pediu uma nova palavra-passe para a sua conta. A ligação funciona durante uma hora.",
    action: "Escolher palavra-passe",
    footer: "Este e-mail é sobre a sua conta em {server}. Se não o pediu, ignore-o: nada mudou.",
  },
};
