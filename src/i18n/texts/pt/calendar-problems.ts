import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password:
    "O nome de utilizador ou a palavra-passe não é aceite. O fornecedor pede uma palavra-passe de aplicação?",
  withdrawn: "Este endereço não é aceite, ou já não é. Copie-o outra vez do seu calendário.",
  otherSecret: "A palavra-passe já não pode ser decifrada. Introduza-a outra vez.",
  noCalendar: "Não há nenhum calendário neste endereço.",
  notCalendar: "O que está neste endereço não é um calendário. Copiou o endereço de uma página web?",
  noCaldav: "O servidor deste endereço não oferece calendários (CalDAV).",
  incomplete: "O calendário só chegou em parte.",
  tooLarge: "O calendário é demasiado grande: podem ser lidos no máximo 20 MB e 50 000 eventos.",
  unreachable: "Não é possível contactar o servidor. O endereço está certo?",
  encryption:
    "Não é possível uma ligação encriptada (https) a este endereço. O endereço e a porta estão certos?",
  slow: "O servidor não respondeu a tempo.",
  serverTrouble: "O próprio servidor tem um problema. Tente mais tarde.",
  refused: "O servidor recusou o pedido.",
  readOnly: "O servidor não permite escrever neste calendário.",
  redirects: "O endereço leva a outro sítio, e de lá não a um calendário.",
  elsewhere: "O seu calendário está noutro servidor. Introduza este endereço: {host}",
  privateAddress:
    "Este endereço não está na internet. Quem gere este servidor pode permiti-lo com CALENDAR_ALLOW_PRIVATE=true.",
  unencrypted:
    "A sua palavra-passe seria enviada sem encriptação. Introduza um endereço que comece por https.",
  other: "O calendário não pode ser lido.",
};
