-- What carriers with an interface of their own (WeChat, Weibo) remember beside the progress of their tasks.

-- The token of an account, sealed; all processes share it, and the row is the lock under which one of them renews it.
create table carrier_token (
  account text primary key,
  sealed bytea,
  expires_at timestamptz,
  -- When the carrier was last told to forget the token before its time; it allows that a few times a day.
  forced_at timestamptz,
  check ((sealed is null) = (expires_at is null))
);

-- A call that must not be made twice, written before it is made and taken away when its outcome is known. A row found
-- at the start of the step says: the call may have been made. `known` holds what stood at the carrier before the call.
create table carrier_attempt (
  carrier text not null,
  -- Document and number of the version.
  posting text not null,
  step text not null,
  begun_at timestamptz not null,
  known text[] not null,
  primary key (posting, carrier, step)
);

-- What WeChat told of a publishing job by itself (PUBLISHJOBFINISH); the last word counts.
create table wechat_publish_event (
  -- Numbers of jobs are the account's own.
  account text not null,
  publish_id text not null,
  status smallint not null check (status between 0 and 6),
  article_id text,
  article_url text,
  failed_places smallint[] not null,
  received_at timestamptz not null,
  primary key (account, publish_id)
);
