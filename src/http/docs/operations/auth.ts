import type { Operations } from "../operation.ts";

/** How hosts log in with a password, and out. */
export const authOperations = {
  "POST /v1/auth/login": {
    id: "logIn",
    tag: "Account",
    summary: "Log in",
    description:
      "Sets the cookie `schedkit_session`, which opens the same operations as an API key for 30 days after its last use. " +
      "10 tries a minute for each client, and 20 an hour for each account. A host gets a password from whoever runs the server: `schedkit host password`.",
    access: "own pages",
    body: "Login",
    answers: { 200: "Host" },
    refusals: ["wrong_login", "busy"],
  },
  "POST /v1/auth/logout": {
    id: "logOut",
    tag: "Account",
    summary: "Log out",
    description: "Ends the session of the cookie; without one, nothing happens.",
    access: "own pages",
    answers: { 204: null },
  },
  "POST /v1/auth/password": {
    id: "changePassword",
    tag: "Account",
    summary: "Change your password",
    description: "Ends all your sessions but the one that asks. API keys stay.",
    access: "host",
    body: "NewPassword",
    answers: { 204: null },
    refusals: ["busy"],
  },
} as const satisfies Operations;
