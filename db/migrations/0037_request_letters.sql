-- Requests that came over from a letter (来信转入) are found again by its number, so that no letter is entered twice.

create index request_event_letter on request_event ((body -> 'letter' ->> 'no'))
  where kind = 'submitted' and body ? 'letter';
