-- The parts of formulas that plain SQL says too long or not exactly: what src/kernel/formula emits calls them. Each gives what the
-- value evaluator gives (proved by the agreement test beside core/records), never fails, and most are inlined by the planner.
-- Bodies bind what they call when created, so that expression indexes and ANALYZE need no search path.

CREATE FUNCTION formula_fit(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(nullif(greatest(least(round(x, 10), 1e28), -1e28), 1e28), -1e28);
COMMENT ON FUNCTION formula_fit IS '28 integer and 10 fraction digits, half away from zero; what does not fit is empty';

-- The operator / keeps 16 digits: rounding its result again would round twice.
CREATE FUNCTION formula_divide(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN formula_fit(div(a * 100000000000, nullif(b, 0)) * 0.00000000001);
COMMENT ON FUNCTION formula_divide IS 'Exact quotient, rounded once; by zero empty';

CREATE FUNCTION formula_modulo(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN formula_fit(mod(mod(a, nullif(b, 0)) + b, nullif(b, 0)));
COMMENT ON FUNCTION formula_modulo IS 'Remainder with the sign of the divisor, as spreadsheets';

CREATE FUNCTION formula_chain(operators text, numbers numeric[]) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  total numeric := numbers[1];
  next numeric;
BEGIN
  FOR i IN 1 .. length(operators) LOOP
    next := numbers[i + 1];
    total := CASE substr(operators, i, 1)
      WHEN '+' THEN total + next
      WHEN '-' THEN total - next
      WHEN '*' THEN total * next
      ELSE div(total * 100000000000, nullif(next, 0)) * 0.00000000001
    END;
    total := nullif(nullif(greatest(least(round(total, 10), 1e28), -1e28), 1e28), -1e28);
  END LOOP;
  RETURN total;
END $$;
COMMENT ON FUNCTION formula_chain IS 'Long chains of + - * /, fitted after each: nested calls would exceed the stack';

CREATE FUNCTION formula_whole(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN abs(x) < 9007199254740992 THEN trunc(x) END;
COMMENT ON FUNCTION formula_whole IS 'A count: cut towards zero, empty beyond 2^53';

CREATE FUNCTION formula_digits(x numeric) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN abs(x) < 9007199254740992 THEN greatest(least(trunc(x), 10), -40)::integer END;

CREATE FUNCTION formula_round(x numeric, digits numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN formula_fit(round(x, formula_digits(digits)));
CREATE FUNCTION formula_round_down(x numeric, digits numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN trunc(x, formula_digits(digits));
CREATE FUNCTION formula_round_up(x numeric, digits numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN trunc(x, formula_digits(digits)) = x THEN x
  ELSE formula_fit(trunc(x, formula_digits(digits)) + sign(x) * ('1e' || (-formula_digits(digits))::text)::numeric)
END;

CREATE FUNCTION formula_number(x text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN formula_fit(substring(
  replace(normalize(btrim(x, U&'\0009\000A\000B\000C\000D\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'), NFKC), ',', '')
  FROM '^[+-]?[0-9]{1,60}(?:[.][0-9]{0,60})?$')::numeric);
COMMENT ON FUNCTION formula_number IS 'VALUE: what a person wrote as a number, after NFKC and without commas';

CREATE FUNCTION formula_text(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN char_length(x) <= 1000000 THEN nullif(x, '') END;
COMMENT ON FUNCTION formula_text IS 'Joined text: empty text is empty, and so is one beyond the limit';

CREATE FUNCTION formula_length(x text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(char_length(regexp_replace(x, '[\uFE00-\uFE0F\U000E0100-\U000E01EF]', '', 'g')), 0)::numeric;
COMMENT ON FUNCTION formula_length IS 'Characters without variation selectors';

CREATE FUNCTION formula_part(x text, start numeric, length numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN formula_whole(start) >= 1 AND formula_whole(length) >= 0 THEN nullif(
  CASE WHEN x ~ '[\uFE00-\uFE0F\U000E0100-\U000E01EF]' THEN (
    SELECT string_agg(one.found[1], '' ORDER BY one.n)
    FROM regexp_matches(x, '.[\uFE00-\uFE0F\U000E0100-\U000E01EF]*', 'g') WITH ORDINALITY AS one (found, n)
    WHERE one.n >= trunc(start) AND one.n < trunc(start) + trunc(length))
  ELSE substr(x, least(trunc(start), 1000000000)::integer, least(trunc(length), 1000000000)::integer) END, '') END;
COMMENT ON FUNCTION formula_part IS 'Characters from a place on, each with its variation selectors';

CREATE FUNCTION formula_right(x text, length numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN formula_whole(length) >= 0 THEN nullif(
  CASE WHEN x ~ '[\uFE00-\uFE0F\U000E0100-\U000E01EF]' THEN (
    SELECT string_agg(one.part, '' ORDER BY one.n)
    FROM (SELECT each.found[1] AS part, each.n, count(*) OVER () AS total
      FROM regexp_matches(x, '.[\uFE00-\uFE0F\U000E0100-\U000E01EF]*', 'g') WITH ORDINALITY AS each (found, n)) AS one
    WHERE one.n > one.total - trunc(length))
  ELSE right(x, least(trunc(length), 1000000000)::integer) END, '') END;

CREATE FUNCTION formula_upper(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(x, 'abcdefghijklmnopqrstuvwxyzａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ');
CREATE FUNCTION formula_lower(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(x, 'ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
  'abcdefghijklmnopqrstuvwxyzａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ');
CREATE FUNCTION formula_katakana(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(x,
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖゝゞ',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶヽヾ');
CREATE FUNCTION formula_hiragana(x text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(x,
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶヽヾ',
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖゝゞ');

CREATE FUNCTION formula_matches(x text, pattern text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN char_length(x) <= 10000 AND x ~ pattern;

CREATE FUNCTION formula_date(x text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x ~ '^[0-9]{4}-(00-00|(0[1-9]|1[0-2])-([0-2][0-9]|3[01]))$' AND x !~ '^0000' THEN CASE
  WHEN substr(x, 6, 2) = '00' THEN make_date(left(x, 4)::integer, 12, 31)
  WHEN substr(x, 9, 2) = '00'
    THEN (make_date(left(x, 4)::integer, substr(x, 6, 2)::integer, 1) + make_interval(months => 1, days => -1))::date
  WHEN extract(month FROM make_date(left(x, 4)::integer, substr(x, 6, 2)::integer, 1) + (substr(x, 9, 2)::integer - 1)) = substr(x, 6, 2)::integer
    THEN make_date(left(x, 4)::integer, substr(x, 6, 2)::integer, 1) + (substr(x, 9, 2)::integer - 1)
END END;
COMMENT ON FUNCTION formula_date IS 'A stored day; of one with month or day unknown the last possible, as forms give it to formulas';

CREATE FUNCTION formula_full_date(x text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x !~ '-00' THEN formula_date(x) END;

CREATE FUNCTION formula_day(x text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(
  CASE WHEN x ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?([+-][0-9]{2}(:?[0-9]{2})?|Z)$'
    THEN nullif(nullif(greatest(least((formula_full_date(left(x, 10)) + make_interval(mins =>
        substr(x, 12, 2)::integer * 60 + substr(x, 15, 2)::integer + 540
        - coalesce((substring(x FROM '([+-])[0-9]{2}:?(?:[0-9]{2})?$') || '1')::integer
          * (substring(x FROM '[+-]([0-9]{2})(?::?[0-9]{2})?$')::integer * 60
            + coalesce(substring(x FROM '[+-][0-9]{2}:?([0-9]{2})$')::integer, 0)), 0)
      ))::date, make_date(10000, 1, 1)), make_date(-1, 12, 31)), make_date(10000, 1, 1)), make_date(-1, 12, 31)) END,
  formula_full_date(left(x, 10)));
COMMENT ON FUNCTION formula_day IS 'DATEVALUE of text: the day in Tokyo of a date, or of a date and time with or without offset';

CREATE FUNCTION formula_make_date(year numeric, month numeric, day numeric) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN year BETWEEN 1 AND 9999 AND month BETWEEN 1 AND 12 AND day BETWEEN 1 AND 31
    AND year = trunc(year) AND month = trunc(month) AND day = trunc(day)
    AND extract(month FROM make_date(greatest(least(year, 9999), 1)::integer, greatest(least(month, 12), 1)::integer, 1)
      + (greatest(least(day, 31), 1)::integer - 1)) = month
  THEN make_date(greatest(least(year, 9999), 1)::integer, greatest(least(month, 12), 1)::integer, 1)
    + (greatest(least(day, 31), 1)::integer - 1)
END;
COMMENT ON FUNCTION formula_make_date IS 'A day that exists, else empty; casts are clamped because the planner may work them out before it looks at the condition';

CREATE FUNCTION formula_add_months(day date, months numeric) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN extract(year FROM day) * 12 + extract(month FROM day) - 1 + months BETWEEN 12 AND 119999
  THEN (day + make_interval(months => greatest(least(months, 120000), -120000)::integer))::date END;
CREATE FUNCTION formula_add_days(day date, days numeric) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (day - make_date(1, 1, 1)) + days BETWEEN 0 AND 3652058
  THEN day + greatest(least(days, 3652059), -3652059)::integer END;

CREATE FUNCTION formula_months(since date, until date) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (extract(year FROM until) - extract(year FROM since)) * 12 + extract(month FROM until) - extract(month FROM since)
  + CASE
    WHEN since <= until AND extract(day FROM until) < extract(day FROM since) THEN -1
    WHEN since > until AND extract(day FROM until) > extract(day FROM since) THEN 1
    ELSE 0
  END;
COMMENT ON FUNCTION formula_months IS 'Completed months, negative when reversed';

CREATE FUNCTION formula_age(birth date, day date) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN day >= birth THEN extract(year FROM day) - extract(year FROM birth)
  - CASE WHEN extract(month FROM day) * 100 + extract(day FROM day) < extract(month FROM birth) * 100 + extract(day FROM birth)
    THEN 1 ELSE 0 END END;
COMMENT ON FUNCTION formula_age IS 'Age as people count it; born on 29 February, older on 1 March of common years';

CREATE FUNCTION formula_fiscal_year(day date) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN extract(year FROM day) - CASE WHEN extract(month FROM day) < 4 THEN 1 ELSE 0 END;

CREATE FUNCTION formula_start(day date, unit text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE unit
  WHEN 'M' THEN date_trunc('month', day::timestamp)::date
  WHEN 'W' THEN date_trunc('week', day::timestamp)::date
  WHEN 'Y' THEN date_trunc('year', day::timestamp)::date
  WHEN 'F' THEN CASE WHEN day >= make_date(1, 4, 1)
    THEN (date_trunc('year', day - make_interval(months => 3)) + make_interval(months => 3))::date END
END;

CREATE FUNCTION formula_wareki(day date, since date[], first_years integer[], names text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(
    names[width_bucket(day, since)]
      || coalesce(nullif((extract(year FROM day)::integer - first_years[width_bucket(day, since)] + 1)::text, '1'), '元'),
    extract(year FROM day)::integer::text)
  || '年' || extract(month FROM day)::integer::text || '月' || extract(day FROM day)::integer::text || '日';
COMMENT ON FUNCTION formula_wareki IS 'The day in the Japanese calendar; eras come from kernel/dates with each call';

DO $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'formula\_%' LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || one || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || one || ' TO {{portal}}, {{staff}}, {{worker}}, {{builder}}';
  END LOOP;
END $$;
