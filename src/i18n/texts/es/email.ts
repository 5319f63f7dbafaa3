import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} con {host}",
  meetingWith: "{event} con {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelada: {meeting}",
    declined: "Rechazada: {meeting}",
    requested: "Solicitada: {meeting}",
    toApprove: "¿Aprobar? {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Su reserva está confirmada",
      lead: "Su cita con {name} está confirmada.",
    },
    attendee_requested: {
      heading: "Su solicitud está en camino",
      lead: "{name} todavía tiene que aprobarla. La hora queda reservada para usted, y la respuesta le llegará por correo.",
    },
    attendee_approved: {
      heading: "Su reserva ha sido aprobada",
      lead: "{name} ha aceptado. Su cita está confirmada.",
    },
    attendee_declined: {
      heading: "Su solicitud ha sido rechazada",
      lead: "{name} la ha rechazado. No hay nada reservado.",
    },
    attendee_expired: {
      heading: "Su solicitud ha caducado",
      lead: "{name} no ha respondido a tiempo, por lo que su solicitud ha caducado. No hay nada reservado.",
    },
    attendee_cancelled: {
      heading: "Su cita está cancelada",
      lead: "{name} la ha cancelado.",
      ownLead: "Usted la ha cancelado.",
    },
    attendee_moved: {
      heading: "Su cita tiene una nueva hora",
      lead: "{name} la ha cambiado.",
      ownLead: "Usted la ha cambiado.",
    },
    host_booked: {
      heading: "Tiene una nueva reserva",
      lead: "{name} ha reservado una cita con usted.",
    },
    host_requested: {
      heading: "¿Aprueba esta reserva?",
      lead: "{name} solicita una cita con usted. La hora queda reservada hasta que usted decida.",
    },
    host_approved: {
      heading: "Ha aprobado esta reserva",
      lead: "La cita con {name} está confirmada, y el aviso ya se ha enviado.",
    },
    host_declined: {
      heading: "Ha rechazado esta reserva",
      lead: "La hora con {name} vuelve a estar libre, y el aviso ya se ha enviado.",
    },
    host_expired: {
      heading: "Una solicitud ha caducado",
      lead: "{name} solicitó una cita con usted y no recibió respuesta a tiempo, por lo que la solicitud se ha rechazado. La hora vuelve a estar libre. Todavía puede darle a {name} una nueva hora, con lo que la reserva queda confirmada.",
    },
    host_cancelled: {
      heading: "Se ha cancelado una cita",
      lead: "{name} la ha cancelado. La hora vuelve a estar libre.",
      ownLead: "Usted la ha cancelado. La hora vuelve a estar libre.",
    },
    host_disowned: {
      heading: "Se ha cancelado una cita",
      lead: "Quien recibe el correo de {email} dice que no hizo esta reserva, por lo que se ha cancelado. La hora vuelve a estar libre.",
    },
    host_moved: {
      heading: "Una cita tiene una nueva hora",
      lead: "{name} la ha cambiado.",
      ownLead: "Usted la ha cambiado.",
    },
  },
  awaitsHost: "{name} todavía tiene que aprobarla.",
  awaitsYou: "Todavía espera su decisión.",
  asksHostAgain: "{name} tiene que aprobar la nueva hora.",
  asksYouAgain: "Usted había aprobado la hora anterior; la nueva espera su decisión.",
  reason: "Motivo",
  what: "Qué",
  who: "Quién",
  when: "Cuándo",
  theirTime: "En la otra zona horaria",
  before: "Antes",
  now: "Ahora",
  where: "Dónde",
  notes: "Mensaje",
  reschedule: "Cambiar la hora",
  cancel: "Cancelar",
  approve: "Aprobar",
  decline: "Rechazar",
  attendeeFooter:
    "Responda a este correo para escribir a {name}. Se ha enviado a {email} porque esta dirección se indicó en la reserva.",
  notMe: { question: "¿No ha hecho usted esta reserva?", answer: "No he sido yo" },
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
};
