// An error whose message is a complete sentence for the person who started the program; it is printed without a stack.
export class PlainError extends Error {}
