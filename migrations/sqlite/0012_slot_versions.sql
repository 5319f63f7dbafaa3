-- Incremented by every change that can affect a host's slots; cached slot answers are valid until then.
create table slot_versions (
  host_id integer primary key references hosts (id) on delete cascade,
  version integer not null
) strict;

insert into slot_versions (host_id, version) select id, 0 from hosts;

create trigger hosts_insert_begins_slots after insert on hosts
begin insert into slot_versions (host_id, version) values (new.id, 0); end;
create trigger hosts_update_changes_slots after update on hosts
begin update slot_versions set version = version + 1 where host_id = new.id; end;
create trigger schedules_insert_changes_slots after insert on schedules
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger schedules_update_changes_slots after update on schedules
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger schedules_delete_changes_slots after delete on schedules
begin update slot_versions set version = version + 1 where host_id = old.host_id; end;
create trigger event_types_insert_changes_slots after insert on event_types
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger event_types_update_changes_slots after update on event_types
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger event_types_delete_changes_slots after delete on event_types
begin update slot_versions set version = version + 1 where host_id = old.host_id; end;
create trigger time_off_insert_changes_slots after insert on time_off
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger time_off_update_changes_slots after update on time_off
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger time_off_delete_changes_slots after delete on time_off
begin update slot_versions set version = version + 1 where host_id = old.host_id; end;
create trigger holds_insert_changes_slots after insert on holds
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger holds_update_changes_slots after update on holds
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger holds_delete_changes_slots after delete on holds
begin update slot_versions set version = version + 1 where host_id = old.host_id; end;
