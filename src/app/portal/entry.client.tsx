// Resident pages are not hydrated (ADR 2); React Router asks for an entry all the same.
export {};
