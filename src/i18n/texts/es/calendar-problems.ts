import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password:
    "El nombre de usuario o la contraseña no se acepta. ¿Pide el proveedor una contraseña de aplicación?",
  withdrawn: "Esta dirección no se acepta, o ya no. Cópiela otra vez de su calendario.",
  otherSecret: "La contraseña ya no se puede descifrar. Introdúzcala otra vez.",
  noCalendar: "En esta dirección no hay ningún calendario.",
  notCalendar:
    "Lo que hay en esta dirección no es un calendario. ¿Ha copiado la dirección de una página web?",
  noCaldav: "El servidor de esta dirección no ofrece calendarios (CalDAV).",
  incomplete: "El calendario ha llegado solo en parte.",
  tooLarge: "El calendario es demasiado grande: se pueden leer como máximo 20 MB y 50 000 eventos.",
  unreachable: "No se puede contactar con el servidor. ¿Es correcta la dirección?",
  encryption:
    "No es posible una conexión cifrada (https) con esta dirección. ¿Son correctos la dirección y el puerto?",
  slow: "El servidor no ha respondido a tiempo.",
  serverTrouble: "El propio servidor tiene un problema. Inténtelo más tarde.",
  refused: "El servidor ha rechazado la petición.",
  readOnly: "El servidor no permite escribir en este calendario.",
  redirects: "La dirección lleva a otro sitio, y desde allí no a un calendario.",
  elsewhere: "Su calendario está en otro servidor. Introduzca esta dirección: {host}",
  privateAddress:
    "Esta dirección no está en internet. Quien administra este servidor puede permitirla con CALENDAR_ALLOW_PRIVATE=true.",
  unencrypted: "Su contraseña se enviaría sin cifrar. Introduzca una dirección que empiece por https.",
  other: "El calendario no se puede leer.",
};
