import type { DashboardTexts } from "../../dashboard-texts.ts";

export const shell: DashboardTexts["shell"] = {
  skip: "Ir al contenido",
  navigation: "Menú principal",
  sections: {
    bookings: "Reservas",
    "event-types": "Tipos de reunión",
    availability: "Disponibilidad",
    calendars: "Calendarios",
    emails: "Correos",
    profile: "Perfil",
  },
  yourPage: "Su página",
  newTab: "(abre una pestaña nueva)",
  signOut: "Cerrar sesión",
  save: "Guardar",
  cancel: "Cancelar",
  back: "Volver",
  remove: "Quitar",
  copy: "Copiar enlace",
  copyText: "Copiar",
  copied: "Copiado",
  previous: "Anterior",
  next: "Siguiente",
  page: "Página {page}",
  from: "De",
  to: "A",
  minutes: "minutos",
  hours: "horas",
  days: "días",
  zoneNote: "Todas las horas están en su zona horaria, {zone}.",
  saved: "Guardado.",
  changedMeanwhile:
    "Esto ha cambiado entretanto, quizá en otra ventana. Lo que ha escrito sigue aquí; guárdelo otra vez para conservarlo.",
  demo: {
    title: "Esta es la cuenta de demostración",
    lead: "Eche un vistazo y reserve algo en la página de demostración. Cuando quiera, quite la demostración y cree su propia página.",
    remove: "Quitar la demostración",
    removeLead: "Se borra la cuenta de demostración con todas sus reservas y correos. No se puede deshacer.",
  },
  noMailServer:
    "Este servidor aún no tiene servidor de correo, así que no envía correos. Puede leerlos en «Correos». Para enviarlos, quien administra el servidor define SMTP_URL.",
};
