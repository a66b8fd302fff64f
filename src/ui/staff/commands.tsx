/** The commands of the palette: those of the site, and those that the page in front brings while it is there. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export interface Command {
  id: string;
  label: string;
  /** Other words people type for it. */
  words?: string;
  /** Key that does the same, for show. */
  keys?: string;
  run: () => void;
}

interface Registry {
  commands: Command[];
  offer: (commands: Command[]) => () => void;
}

const RegistryContext = createContext<Registry>({ commands: [], offer: () => () => undefined });

export function CommandRegistry({ children }: { children: ReactNode }) {
  const [offers, setOffers] = useState<Command[][]>([]);
  const registry = useMemo<Registry>(
    () => ({
      commands: offers.flat(),
      offer(commands) {
        setOffers((before) => [...before, commands]);
        return () => setOffers((before) => before.filter((one) => one !== commands));
      },
    }),
    [offers],
  );
  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>;
}

export const useOfferedCommands = (): Command[] => useContext(RegistryContext).commands;

/** Offers commands as long as the component is there. Give the same array while nothing changes. */
export function useCommands(commands: Command[]): void {
  const { offer } = useContext(RegistryContext);
  // `offer` is new after every change of the registry; only the commands themselves count.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => offer(commands), [commands]);
}
