/** The address of the script that enhances forms which are not hydrated; only the server knows it. */
import { createContext } from 'react';

export const FormScript = createContext<string | undefined>(undefined);
