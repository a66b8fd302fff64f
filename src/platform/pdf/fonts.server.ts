import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Typeface } from './model.ts';

const require = createRequire(import.meta.url);

/** One family in the order of fallback. `files` are read for coverage, `directory` is handed to Typst. */
export interface FontFamily {
  family: string;
  files: string[];
  directories: string[];
}

function expo(name: string, family: string, file: string): FontFamily {
  const root = dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
  const directories = [join(root, '400Regular'), join(root, '700Bold')];
  return {
    family,
    directories,
    files: [
      join(directories[0] ?? root, `${file}_400Regular.ttf`),
      join(directories[1] ?? root, `${file}_700Bold.ttf`),
    ],
  };
}

/** The families every installation has, by typeface: BIZ UD first (made to be read), Noto for what it lacks. */
export function bundledFonts(typeface: Typeface): FontFamily[] {
  const first =
    typeface === 'gothic'
      ? expo('biz-udgothic', 'BIZ UDGothic', 'BIZUDGothic')
      : expo('biz-udmincho', 'BIZ UDMincho', 'BIZUDMincho');
  return [first, expo('noto-sans-jp', 'Noto Sans JP', 'NotoSansJP')];
}

/** Font files of a city's own directory (IPAmj Mincho and others), in file name order. */
export function extraFontFiles(directory: string | undefined): string[] {
  if (directory === undefined) return [];
  return readdirSync(directory)
    .filter((name) => ['.ttf', '.otf', '.ttc', '.otc'].includes(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(directory, name));
}
