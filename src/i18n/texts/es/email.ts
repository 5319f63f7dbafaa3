import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} con {host}",
  meetingWith: "{event} con {name}",
  calendarName: "Reservas: {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelada: {meeting}",
    declined: "Rechazada: {meeting}",
    requested: "Solicitada: {meeting}",
    toConfirm: "Por confirmar: {meeting}",
    reminder: "Recordatorio: {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Su reunión está confirmada",
      lead: "Tiene una reunión con {name}. Estos son los detalles.",
    },
    attendee_requested: {
      heading: "Su solicitud se ha enviado",
      lead: "{name} todavía tiene que confirmarla. La hora está reservada para usted y recibirá la respuesta por correo.",
    },
    attendee_approved: {
      heading: "Su reunión está confirmada",
      lead: "{name} ha confirmado su solicitud.",
    },
    attendee_declined: {
      heading: "Su solicitud ha sido rechazada",
      lead: "{name} la ha rechazado. No hay nada reservado.",
    },
    attendee_expired: {
      heading: "Su solicitud ha caducado",
      lead: "{name} no ha respondido a tiempo. No hay nada reservado.",
    },
    attendee_cancelled: {
      heading: "Su reunión está cancelada",
      lead: "{name} la ha cancelado.",
      ownLead: "Usted la ha cancelado.",
    },
    attendee_moved: {
      heading: "Su reunión tiene una nueva hora",
      lead: "{name} la ha cambiado.",
      ownLead: "Usted la ha cambiado.",
    },
    attendee_reminder: {
      heading: "Se acerca su reunión",
      lead: "Tiene una reunión con {name}. Estos son los detalles.",
    },
    guest_invited: {
      heading: "Le han invitado a una reunión",
      lead: "{email} ha reservado una reunión con {name} y le ha incluido como invitado.",
    },
    guest_moved: {
      heading: "Una reunión tiene una nueva hora",
      lead: "La reunión con {name}, a la que le invitó {email}, ha cambiado de hora.",
    },
    guest_cancelled: {
      heading: "Una reunión se ha cancelado",
      lead: "La reunión con {name}, a la que le invitó {email}, no se celebrará.",
    },
    guest_removed: {
      heading: "Ya no figura entre los invitados",
      lead: "Ya no figura entre los invitados de esta reunión con {name}.",
    },
    host_booked: {
      heading: "Tiene una nueva reunión",
      lead: "{name} ha reservado una reunión con usted.",
      ownLead: "Ha reservado una reunión con {name}.",
    },
    host_requested: {
      heading: "Tiene una nueva solicitud",
      lead: "{name} ha solicitado una reunión. La hora queda reservada hasta que usted decida.",
    },
    host_approved: {
      heading: "Ha confirmado esta reunión",
      lead: "{name} ya ha recibido el aviso.",
    },
    host_declined: {
      heading: "Ha rechazado esta solicitud",
      lead: "{name} ya ha recibido el aviso, y la hora vuelve a estar libre.",
    },
    host_expired: {
      heading: "Una solicitud ha caducado",
      lead: "{name} ha solicitado una reunión y no ha recibido respuesta a tiempo, por lo que la solicitud se ha rechazado y la hora vuelve a estar libre. Todavía puede darle a {name} una nueva hora, con lo que la reunión queda confirmada.",
    },
    host_cancelled: {
      heading: "Se ha cancelado una reunión",
      lead: "{name} la ha cancelado. La hora vuelve a estar libre.",
      ownLead: "Usted la ha cancelado. La hora vuelve a estar libre.",
    },
    host_disowned: {
      heading: "Se ha cancelado una reunión",
      lead: "Quien lee el correo de {email} dice que no ha reservado esta reunión, por lo que se ha cancelado. La hora vuelve a estar libre.",
    },
    host_moved: {
      heading: "Una reunión tiene una nueva hora",
      lead: "{name} la ha cambiado.",
      ownLead: "Usted la ha cambiado.",
    },
    host_reminder: {
      heading: "Se acerca una reunión",
      lead: "Tiene una reunión con {name}. Estos son los detalles.",
    },
  },
  awaitsHost: "{name} todavía tiene que confirmarla.",
  awaitsYou: "Todavía espera su decisión.",
  asksHostAgain: "{name} tiene que confirmar la nueva hora.",
  asksYouAgain: "Usted había confirmado la hora anterior; la nueva espera su decisión.",
  reason: "Motivo",
  what: "Qué",
  who: "Quién",
  when: "Cuándo",
  theirTime: "Hora para {name}",
  before: "Antes",
  now: "Ahora",
  where: "Dónde",
  guests: "Invitados",
  changeGuests: "Cambiar los invitados",
  hostNote: "De {name}",
  testSubject: "Prueba: {subject}",
  notes: "Mensaje",
  reschedule: "Cambiar la hora",
  cancel: "Cancelar",
  confirm: "Confirmar",
  decline: "Rechazar",
  open: "Abrir la reserva",
  bookAgain: "Reservar otra hora",
  places: {
    video: "Videollamada; {name} le enviará el enlace",
    phone: "Llamada telefónica",
    in_person: "En persona; {name} le dirá dónde",
    other: "{name} le dirá dónde",
  },
  hostPlaces: {
    video: "Videollamada; aún sin enlace",
    phone: "Llamada telefónica",
    in_person: "En persona; aún sin dirección",
    other: "Aún sin lugar",
  },
  attendeeFooter:
    "Responda a este correo para escribir a {name}. Se ha enviado a {email} porque esta dirección se indicó en la reserva.",
  notMe: { question: "¿No ha hecho usted esta reserva?", answer: "No he sido yo" },
  guestFooter:
    "Las respuestas a este correo llegan a {name}. {email} le incluyó como invitado y puede cambiarlo.",
  hostFooter: "Responda a este correo para escribir a {name}.",
  code: {
    subject: "Su código para reservar con {name}",
    heading: "Su código",
    lead: "Introduzca este código para reservar {event} con {name}. Es válido durante diez minutos.",
    label: "Código",
    footer:
      "Alguien indicó {email} para hacer una reserva. Si no fue usted, ignore este correo: sin el código no se reserva nada.",
  },
  addressChanged: {
    subject: "Su dirección de correo ha cambiado",
    heading: "Su cuenta tiene una nueva dirección de correo",
    lead: "A partir de ahora inicia sesión con {email}, y los correos sobre sus reservas se envían ahí.",
    server: "Servidor",
    footer:
      "Este correo se envió a {email}, su dirección hasta ahora. Si no la cambió usted, otra persona tiene acceso a su cuenta: avise a quien administra el servidor.",
  },
  entryChanged: {
    moved: {
      subject: "Ha cambiado de hora una reserva en su calendario",
      heading: "Ha cambiado de hora una reserva en su calendario",
      lead: "La reserva sigue a la hora de antes, y no se ha avisado a {name}. Decida qué hay que hacer.",
    },
    removed: {
      subject: "Ha borrado una reserva de su calendario",
      heading: "Ha borrado una reserva de su calendario",
      lead: "La reserva sigue en pie, y no se ha avisado a {name}. Decida qué hay que hacer.",
    },
    bookedFor: "Reservada para",
    movedTo: "En su calendario",
    action: "Decidir qué hacer",
    footer:
      "Allí puede cambiar la reserva o anotarla otra vez en su calendario. Hasta entonces, todo sigue como está.",
  },
  calendarFailing: {
    subject: "Uno de sus calendarios no se puede leer",
    heading: "Uno de sus calendarios no se puede leer",
    lead: "«{name}» está conectado a su página de reservas, pero ya no se puede leer, así que no se sabe cuándo está ocupado.",
    reason: "Motivo",
    effect: "Hasta que vuelva a funcionar",
    refuses: "Nadie puede reservar los tipos de reunión para los que cuenta.",
    asks: "Usted confirma cada reserva.",
    action: "Ir a sus calendarios",
    footer:
      "Este correo se envía una sola vez. Cuando el calendario vuelva a funcionar, no hay que hacer nada más.",
  },
  passwordReset: {
    subject: "Elija una contraseña nueva",
    heading: "Elija una contraseña nueva",
    lead: "Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta. El enlace funciona durante una hora.",
    action: "Elegir contraseña",
    footer:
      "Este correo es sobre su cuenta en {server}. Si no lo pidió usted, no haga nada: no ha cambiado nada.",
  },
};
