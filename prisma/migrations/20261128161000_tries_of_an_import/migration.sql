-- How often an import was tried since it last got on, so that one whose every try dies with its process comes to an end.
alter table lead_import add column tries int not null default 0;
