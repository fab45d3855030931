-- One row per indicator and country (ALL: over all countries) of which the status is overruled today: the last that was given.
create or replace view override_in_force as
select indicator, country, number, since, status, expires_on
from status_override
where withdrawn_on is null and reference_date() between given_on and expires_on
qualify row_number() over (partition by indicator, country order by number desc) = 1;
