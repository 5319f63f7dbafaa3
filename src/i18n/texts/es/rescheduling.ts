import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Elija otro día y otra hora",
    yourDetails: "¿Cambiar su reserva de hora?",
    confirmButton: "Cambiar la reserva",
    requestButton: "Solicitar esta hora",
    sending: "Cambiando…",
    sendingSlowly: "La conexión es lenta. Su cambio sigue en camino.",
    taken: "Esta hora acaba de ocuparse. Su reserva no ha cambiado.",
    noTimesAtAll: "En este momento no hay otras horas libres. Su reserva queda como está.",
    offline: "No tiene conexión. Podrá seguir en cuanto vuelva la conexión.",
    unreachable:
      "No se puede contactar con el servidor. Puede intentarlo de nuevo sin riesgo: la reserva solo cambia una vez.",
    confirmedTitle: "Su reserva ha cambiado de hora",
    confirmedLead: "Usted y {host} recibirán un correo con la hora nueva.",
    pendingTitle: "Su reserva ha cambiado de hora",
    pendingLead:
      "La hora nueva queda reservada para usted. {host} todavía tiene que aprobarla, y la respuesta llegará por correo.",
  },
  words: {
    present: "Su hora actual",
    oldTime: "Hora anterior",
    newTime: "Hora nueva",
    unchanged: "Su reserva ya está a esta hora. Elija otra, o déjela como está.",
    asksAgain:
      "Su hora anterior queda libre en el acto. {host} tiene que confirmar de nuevo la nueva hora, y la respuesta llegará por correo.",
    reason: "Motivo, para {host}",
    keep: "¿Prefiere conservar su hora? Cierre esta página y todo seguirá como está.",
  },
  already: {
    title: "Su reserva ya está a esta hora",
    lead: "Ahora no ha cambiado nada, y no se ha enviado un segundo correo.",
  },
};
