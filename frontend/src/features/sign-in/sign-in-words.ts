/** The texts of the sign-in. */
export const SIGN_IN_WORDS = {
  title: "Delivery tracker",
  key: "Your key",
  hint: "It begins with trk_ and has the scope read. The operator of this tracker creates it.",
  submit: "Sign in",
  noAnswer: "The tracker does not answer. Try again.",
} as const;
