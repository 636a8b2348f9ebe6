-- The annual report on openness: what people write. The third and fourth tables are counted from the register.
create table annual_report (
  organ_id text not null references unit (id),
  year integer not null check (year between 2008 and 2999),
  revision integer not null default 1,
  overview text not null default '',
  problems text not null default '',
  other text not null default '',
  -- The item in the column of annual reports that was drafted from it.
  item_id uuid,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (organ_id, year)
);

-- Cells of the second table entered by hand: who, when, and from where the number comes.
create table annual_report_entry (
  organ_id text not null,
  year integer not null,
  cell text not null check (cell like 't2.%'),
  value numeric not null check (value >= 0),
  source text not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  primary key (organ_id, year, cell),
  foreign key (organ_id, year) references annual_report (organ_id, year)
);
