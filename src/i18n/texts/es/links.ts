import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "Qué",
    who: "Quién",
    with: "Con",
    when: "Cuándo",
    where: "Dónde",
    status: "Estado",
    notes: "Notas",
    reason: "Motivo",
    rescheduleReason: "Motivo de la nueva hora",
  },
  statuses: {
    pending: "A la espera de aprobación",
    confirmed: "Confirmada",
    declined: "Rechazada",
    cancelled: "Cancelada",
  },
  expired: "Rechazada por falta de respuesta a tiempo",
  ask: {
    confirm: {
      title: "¿Aprobar esta reserva?",
      lead: "{attendee} solicita una cita con usted. Si la aprueba, recibirá un correo con la invitación.",
      button: "Aprobar",
      leave: "¿Aún no lo sabe? Cierre esta página. La hora queda reservada hasta que usted decida.",
    },
    decline: {
      title: "¿Rechazar esta reserva?",
      lead: "{attendee} solicita una cita con usted. Si la rechaza, recibirá un correo que lo comunica, y la hora quedará libre.",
      button: "Rechazar",
      leave: "¿Aún no lo sabe? Cierre esta página. La hora queda reservada hasta que usted decida.",
    },
    cancel: {
      title: "¿Cancelar esta reserva?",
      lead: "Si la cancela, {other} recibirá un correo que lo comunica, y la hora quedará libre.",
      button: "Cancelar la reserva",
      leave: "¿Prefiere conservarla? Cierre esta página y todo seguirá como está.",
    },
  },
  reasonLabel: "Motivo (opcional)",
  reasonHint: "{name} podrá leerlo en ese correo.",
  otherWays: "Otras opciones",
  done: {
    confirm: {
      title: "Reserva aprobada",
      lead: "{attendee} recibirá un correo con la invitación.",
    },
    decline: {
      title: "Reserva rechazada",
      lead: "{attendee} recibirá un correo que lo comunica. La hora vuelve a estar libre.",
    },
    cancel: {
      title: "Reserva cancelada",
      lead: "Usted y {other} recibirán un correo que lo comunica. La hora vuelve a estar libre.",
    },
  },
  already: {
    confirm: "Esta reserva ya está aprobada",
    decline: "Esta reserva ya está rechazada",
    cancel: "Esta reserva ya está cancelada",
  },
  unchanged: "Ahora no ha cambiado nada, y no se ha enviado un segundo correo.",
  explain: {
    label: "¿Quiere decir por qué? (opcional)",
    hint: "{attendee} recibirá el motivo por correo.",
    button: "Enviar el motivo",
  },
  explained: { title: "Su motivo va de camino", lead: "{attendee} lo recibirá por correo." },
  explainedBefore: {
    title: "Ya se había dado un motivo",
    lead: "A {attendee} se le comunicó el que figura abajo. Ahora no ha cambiado nada, y no se ha enviado un segundo correo.",
  },
  next: "Qué puede hacer ahora",
  links: {
    moveInstead: "Cambiar a otra hora en su lugar",
    book: "Reservar una nueva hora",
  },
  refused: {
    notOffered: "Esta cita ya no se ofrece",
    approved: "Esta reserva ya está aprobada",
    declined: "Esta reserva fue rechazada",
    cancelled: "Esta reserva fue cancelada",
    over: "La hora de esta reserva ya ha pasado",
    movedTooOften: "Esta cita se ha cambiado de hora demasiadas veces",
    begun: "Esta cita ya ha empezado",
  },
  refusals: {
    not_offered: "Ya no se ofrece, así que no hay otras horas. Su reserva sigue como está.",
    decided_confirmed: "Por eso ya no se puede rechazar.",
    decided_declined: "Por eso ya no se puede aprobar.",
    decided_cancelled: "Por eso ya no hay nada que decidir.",
    already_declined: "Por eso ya no se puede modificar.",
    already_cancelled: "Por eso ya no se puede modificar.",
    already_over: "Por eso ya no se puede modificar.",
    too_many_moves: "Se ha cambiado 20 veces y ya no se puede cambiar más. Puede cancelarla y reservar otra.",
    already_begun: "Por eso ya no se puede cambiar de hora.",
    other: "Esto ya no es posible.",
  },
  moved: {
    title: "Esta reserva cambió de hora",
    lead: "Su enlace es de un correo sobre una hora anterior, así que no se ha cambiado nada. Esta es la hora actual.",
  },
  nothingDone: "Este enlace no ha cambiado nada.",
  attendeeMayBook: "Se puede reservar una nueva cita con usted en cualquier momento.",
  writeToAttendee: "Para hablar con {attendee}, escriba a {email}.",
  writeToHost: "Para hablar con {host}, responda al correo que contiene este enlace.",
  notMe: {
    ask: {
      title: "¿No ha hecho usted esta reserva?",
      lead: "Si otra persona indicó su dirección, esta reserva con {host} se cancelará, {host} sabrá por qué y este servidor no le enviará nada durante 90 días.",
    },
    done: {
      title: "Gracias por avisar",
      lead: "Hasta el {until}, este servidor no enviará nada a su dirección.",
    },
    undone: {
      title: "Los correos vuelven a estar permitidos",
      lead: "Este servidor vuelve a enviar correos a su dirección.",
    },
    button: "No he sido yo",
    leave: "¿La hizo usted después de todo? Cierre esta página y todo seguirá como está.",
    undo: "Permitir correos de nuevo",
  },
  guests: {
    title: "Sus invitados",
    lead: "Reciben por correo la invitación y todos sus cambios, pero ningún enlace que cambie algo.",
    label: "Invitados",
    hint: "Hasta {count} direcciones de correo, separadas por comas o saltos de línea.",
    button: "Guardar",
    saved: "Sus invitados se han guardado. Los nuevos reciben una invitación.",
    wrong: "Indique hasta {count} direcciones de correo, cada una una sola vez y sin la suya.",
  },
  missing: {
    title: "Este enlace no lleva a ninguna parte",
    lead: "No encontramos ninguna reserva en esta dirección. No ha cambiado nada.",
    steps: [
      "Puede que el final del enlace se haya perdido en su programa de correo. Abra el correo de nuevo y copie el enlace entero en la barra de direcciones.",
      "Puede que tenga delante un correo antiguo. Busque el más reciente sobre esta reserva y use sus enlaces.",
      "Si eso no ayuda, responda a ese correo. Su respuesta llega a la persona con quien tiene la cita.",
    ],
  },
  sorry: {
    title: "Esto no ha funcionado",
    pageErrors: {
      malformed: "Lo que se envió no se puede leer. No ha cambiado nada.",
      tooLarge: "Lo que se envió es demasiado grande. No ha cambiado nada.",
      invalid: "Algo de lo que se envió no se puede usar. No ha cambiado nada.",
      reasonTooLong: "El motivo es demasiado largo: puede tener 1000 caracteres. No ha cambiado nada.",
      rateLimited:
        "Han llegado demasiadas solicitudes desde su conexión. Espere un poco e inténtelo de nuevo, por favor.",
      internal:
        "Algo ha fallado por nuestra parte. Ha quedado registrado como {id} para quien gestiona este servidor.",
      unavailable:
        "El servidor no puede guardar nada en este momento. No ha cambiado nada; inténtelo de nuevo, por favor.",
    },
    steps: [
      "Vuelva a la página anterior e inténtelo de nuevo.",
      "Si vuelve a ocurrir, responda al correo que contiene su enlace. Su respuesta llega a la persona con quien tiene la cita.",
    ],
    tryAgain: "Intentar de nuevo",
  },
};
