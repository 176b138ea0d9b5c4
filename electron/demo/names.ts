import { HOSTILE_TABLES } from './hostile-names.ts';
import { parseTable, type NameTable, type SpelledName } from './name-tables.ts';
import { mix } from './random.ts';
import type { DemoNames } from './types.ts';

/** A country that people of the centre come from: its names, all invented combinations, and what is spoken beside English. */
interface Country extends NameTable {
  readonly language: string | null;
}

/** Five given and five family names each. */
const COUNTRIES: readonly Country[] = [
  country('Priya, Arjun, Neha, Rohan, Kavya', 'Sharma, Mehta, Nair, Kapoor, Das', null),
  country('Angela, Paolo, Grace, Jose, Maria', 'Santos, Reyes, Cruz, Garcia, Ramos', null),
  country('Julia, Lukas, Anna, Felix, Lena', 'Schneider, Weber, Keller, Hoffmann, Brandt', 'German'),
  country('Marta, Piotr, Ewa, Tomasz, Karolina', 'Nowak, Mazur, Wrona, Duda, Sikora', 'Polish'),
  country('Camila, Andrés, Laura, Mateo, Valentina', 'Rojas, Torres, Castro, Moreno, Vargas', 'Spanish'),
  country('Sofía, Diego, Elena, Miguel, Daniela', 'Flores, Medina, Ortega, Luna, Salazar', 'Spanish'),
  country('Thandi, Sipho, Lerato, Johan, Naledi', 'Dlamini, Nkosi, Botha, Naidoo, Khumalo', null),
  country('Emma, James, Olivia, Harry, Charlotte', 'Taylor, Clarke, Bennett, Hughes, Morgan', null),
  country('Ashley, Michael, Jasmine, Tyler, Rachel', 'Johnson, Brooks, Parker, Sullivan, Hayes', null),
  country('Beatriz, Tiago, Catarina, Rui, Joana', 'Silva, Ferreira, Costa, Almeida, Pinto', 'Portuguese'),
  country('Ioana, Andrei, Bianca, Mihai, Raluca', 'Popescu, Dumitru, Marin, Stan, Munteanu', null),
  country('Nour, Omar, Mona, Karim, Salma', 'Hassan, Mansour, Farouk, Saleh, Nasser', null),
  country('Lucía, Pablo, Carmen, Javier, Marina', 'Navarro, Romero, Serrano, Molina, Vidal', 'Spanish'),
];

function country(given: string, family: string, language: string | null): Country {
  return { ...parseTable({ given, family }), language };
}

/** Ordinary names of the countries such centres are in, or names that are hard to show. */
export const NAME_TABLES: Readonly<Record<DemoNames, readonly NameTable[]>> = {
  ordinary: COUNTRIES,
  hostile: HOSTILE_TABLES,
};

/** A full name, and how many agents before this one have it. */
interface FullName {
  readonly given: SpelledName;
  readonly family: SpelledName;
  readonly repeats: number;
}

/** Walks all pairs of a table before one repeats; neighbouring agents come from different tables. */
export function nameOf(seed: number, names: DemoNames, index: number): FullName {
  const tables = NAME_TABLES[names];
  const table = tables[index % tables.length];
  if (!table) throw new Error('No name table');
  const pairs = table.given.length * table.family.length;
  const round = Math.floor(index / tables.length);
  const pair = (round + (mix(seed, 104, index % tables.length) % pairs)) % pairs;
  const row = Math.floor(pair / table.given.length);
  const given = table.given[pair % table.given.length];
  const family = table.family[(pair + row) % table.family.length];
  if (!given || !family) throw new Error('No such name');
  return { given, family, repeats: Math.floor(round / pairs) };
}

/** What an agent speaks beside English; null for nothing that calls are routed by. */
export function languageOf(index: number): string | null {
  return COUNTRIES[index % COUNTRIES.length]?.language ?? null;
}
