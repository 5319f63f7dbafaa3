import type { Texts } from "./texts.ts";

export const es: Texts = {
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
    host_cancelled: {
      heading: "Se ha cancelado una cita",
      lead: "{name} la ha cancelado. La hora vuelve a estar libre.",
      ownLead: "Usted la ha cancelado. La hora vuelve a estar libre.",
    },
    host_moved: {
      heading: "Una cita tiene una nueva hora",
      lead: "{name} la ha cambiado.",
      ownLead: "Usted la ha cambiado.",
    },
  },
  awaitsHost: "{name} todavía tiene que aprobarla.",
  awaitsYou: "Todavía espera su decisión.",
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
  hostFooter: "Responda a este correo para escribir a {name}.",
  code: {
    subject: "Su código para reservar con {name}",
    heading: "Su código",
    lead: "Introduzca este código para reservar {event} con {name}. Es válido durante diez minutos.",
    label: "Código",
    footer:
      "Alguien indicó {email} para hacer una reserva. Si no fue usted, ignore este correo: sin el código no se reserva nada.",
  },
};
