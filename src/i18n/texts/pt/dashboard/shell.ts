import type { DashboardTexts } from "../../dashboard-texts.ts";

export const shell: DashboardTexts["shell"] = {
  skip: "Ir para o conteúdo",
  navigation: "Menu principal",
  sections: {
    bookings: "Marcações",
    "event-types": "Tipos de reunião",
    availability: "Disponibilidade",
    calendars: "Calendários",
    emails: "E-mails",
    profile: "Perfil",
  },
  yourPage: "A sua página",
  newTab: "(abre um novo separador)",
  signOut: "Terminar sessão",
  save: "Guardar",
  cancel: "Cancelar",
  back: "Voltar",
  remove: "Retirar",
  copy: "Copiar ligação",
  copyText: "Copiar",
  copied: "Copiado",
  previous: "Anterior",
  next: "Seguinte",
  page: "Página {page}",
  from: "De",
  to: "Até",
  minutes: "minutos",
  hours: "horas",
  days: "dias",
  zoneNote: "Todas as horas estão no seu fuso horário, {zone}.",
  saved: "Guardado.",
  changedMeanwhile:
    "Isto foi alterado entretanto, talvez noutra janela. O que escreveu continua aqui; guarde outra vez para o manter.",
  demo: {
    title: "Esta é a conta de demonstração",
    lead: "Dê uma vista de olhos e marque algo na página de demonstração. Quando quiser, retire a demonstração e crie a sua própria página.",
    remove: "Retirar a demonstração",
    removeLead:
      "A conta de demonstração é apagada com todas as marcações e e-mails. Não é possível voltar atrás.",
  },
  noMailServer:
    "Este servidor ainda não tem servidor de e-mail, por isso não envia e-mails. Pode lê-los em «E-mails». Para os enviar, quem gere o servidor define SMTP_URL.",
};
