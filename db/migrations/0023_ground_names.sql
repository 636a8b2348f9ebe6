-- One ground, one name: what the drafter chooses beside an attribute other than 主动公开 is called as the law module calls
-- the same ground of refusal (条例 arts 14–16). Only versions that were never public carry one; their digest covers it, so
-- a version in review has to be signed again.
update version
set metadata = jsonb_set(metadata, '{attributeReason}', to_jsonb(case metadata->>'attributeReason'
  when 'three-security-one-stability' then 'security-and-stability' else 'process-information' end))
where metadata->>'attributeReason' in ('three-security-one-stability', 'process-info');
