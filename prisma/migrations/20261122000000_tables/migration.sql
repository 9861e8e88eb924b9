-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "credit_kind" AS ENUM ('ai', 'lead');

-- CreateEnum
CREATE TYPE "entry_type" AS ENUM ('purchase', 'grant', 'charge', 'refund', 'expiry', 'adjustment', 'hold', 'release', 'limit');

-- CreateEnum
CREATE TYPE "actor_type" AS ENUM ('member', 'system', 'api_key');

-- CreateTable
CREATE TABLE "credit_package" (
    "id" TEXT NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "price_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "credit_package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "package_id" TEXT NOT NULL,
    "package_name" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "price_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "checkout_session_id" TEXT,
    "payment_intent_id" TEXT,
    "amount_paid_cents" INTEGER,
    "tax_cents" INTEGER,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "receipt_url" TEXT,
    "receipt_number" TEXT,
    "card_brand" TEXT,
    "card_last4" TEXT,
    "failure" TEXT,
    "return_path" TEXT NOT NULL,
    "continue_run_id" UUID,
    "buyer_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "paid_at" TIMESTAMPTZ(6),

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "billing_customer" (
    "workspace_id" UUID NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,

    CONSTRAINT "billing_customer_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "workspace" UUID,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "processed_at" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_account" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "current" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "debt" BIGINT NOT NULL DEFAULT 0,
    "lifetime_granted" BIGINT NOT NULL DEFAULT 0,
    "lifetime_used" BIGINT NOT NULL DEFAULT 0,
    "lifetime_expired" BIGINT NOT NULL DEFAULT 0,
    "lifetime_refunded" BIGINT NOT NULL DEFAULT 0,
    "digest" BYTEA,
    "last_at" TIMESTAMPTZ(6),

    CONSTRAINT "credit_account_pkey" PRIMARY KEY ("workspace_id","kind")
);

-- CreateTable
CREATE TABLE "credit_lot" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "granted" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "held" BIGINT NOT NULL DEFAULT 0,
    "used" BIGINT NOT NULL DEFAULT 0,
    "expired" BIGINT NOT NULL DEFAULT 0,
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "credit_lot_pkey" PRIMARY KEY ("workspace_id","kind","id")
);

-- CreateTable
CREATE TABLE "credit_entry" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" "entry_type" NOT NULL,
    "amount" BIGINT NOT NULL,
    "current_after" BIGINT NOT NULL,
    "held_after" BIGINT NOT NULL,
    "operation" TEXT,
    "subject" TEXT,
    "reason" TEXT,
    "actor_type" "actor_type" NOT NULL,
    "actor_id" UUID,
    "campaign_id" UUID,
    "run_id" UUID,
    "hold_id" UUID,
    "quantity" BIGINT,
    "inputs" JSONB,
    "rate_card_version" TEXT,
    "quoted_max" BIGINT,
    "lots" JSONB NOT NULL,
    "corrects" BIGINT,
    "key" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "credit_entry_pkey" PRIMARY KEY ("workspace_id","kind","seq")
);

-- CreateTable
CREATE TABLE "credit_hold" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "captured" BIGINT NOT NULL DEFAULT 0,
    "released" BIGINT NOT NULL DEFAULT 0,
    "lots" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "operation" TEXT,
    "subject" TEXT,
    "run_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "lapses_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "credit_hold_pkey" PRIMARY KEY ("workspace_id","kind","id")
);

-- CreateTable
CREATE TABLE "credit_key" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "credit_key_pkey" PRIMARY KEY ("workspace_id","kind","key")
);

-- CreateTable
CREATE TABLE "usage_day_operation" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "day" DATE NOT NULL,
    "operation" TEXT NOT NULL,
    "used" BIGINT NOT NULL,
    "charges" BIGINT NOT NULL,

    CONSTRAINT "usage_day_operation_pkey" PRIMARY KEY ("workspace_id","kind","day","operation")
);

-- CreateTable
CREATE TABLE "usage_day_member" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "day" DATE NOT NULL,
    "actor" TEXT NOT NULL,
    "used" BIGINT NOT NULL,
    "charges" BIGINT NOT NULL,

    CONSTRAINT "usage_day_member_pkey" PRIMARY KEY ("workspace_id","kind","day","actor")
);

-- CreateTable
CREATE TABLE "usage_day_campaign" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "day" DATE NOT NULL,
    "campaign" TEXT NOT NULL,
    "used" BIGINT NOT NULL,
    "charges" BIGINT NOT NULL,

    CONSTRAINT "usage_day_campaign_pkey" PRIMARY KEY ("workspace_id","kind","day","campaign")
);

-- CreateTable
CREATE TABLE "usage_day" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "day" DATE NOT NULL,
    "operation" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "campaign" TEXT NOT NULL,
    "used" BIGINT NOT NULL,
    "charges" BIGINT NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("workspace_id","kind","day","operation","actor","campaign")
);

-- CreateTable
CREATE TABLE "credit_outbox" (
    "workspace_id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "seq" BIGINT NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "credit_outbox_pkey" PRIMARY KEY ("workspace_id","kind","seq","topic")
);

-- CreateTable
CREATE TABLE "rate_card" (
    "version" TEXT NOT NULL,
    "effective_at" TIMESTAMPTZ(6) NOT NULL,
    "rates" JSONB NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "rate_card_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "operation_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "credit_kind" NOT NULL,
    "operation" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "quoted_min" BIGINT NOT NULL,
    "quoted_likely" BIGINT NOT NULL,
    "quoted_max" BIGINT NOT NULL,
    "rate_card_version" TEXT NOT NULL,
    "charged" BIGINT NOT NULL DEFAULT 0,
    "actor_id" UUID NOT NULL,
    "campaign_id" UUID,
    "progress" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "parked_until" TIMESTAMPTZ(6),
    "failure" TEXT,

    CONSTRAINT "operation_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(6),
    "name" TEXT NOT NULL,
    "image" TEXT,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_account" (
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "oauth_account_pkey" PRIMARY KEY ("provider","provider_account_id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "verification_token_pkey" PRIMARY KEY ("identifier","token")
);

-- CreateTable
CREATE TABLE "workspace_slug" (
    "slug" TEXT NOT NULL,
    "workspace" UUID NOT NULL,

    CONSTRAINT "workspace_slug_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "user_workspace" (
    "user_id" UUID NOT NULL,
    "workspace" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_workspace_pkey" PRIMARY KEY ("user_id","workspace")
);

-- CreateTable
CREATE TABLE "invitation_token" (
    "token_hash" TEXT NOT NULL,
    "workspace" UUID NOT NULL,
    "invitation" UUID NOT NULL,

    CONSTRAINT "invitation_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(6),

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "lead_list" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lead_list_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "lead" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "username_key" TEXT NOT NULL,
    "name" TEXT,
    "bio" TEXT,
    "location" TEXT,
    "website" TEXT,
    "followers" BIGINT,
    "following" BIGINT,
    "extra" JSONB,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lead_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "lead_list_entry" (
    "workspace_id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lead_list_entry_pkey" PRIMARY KEY ("workspace_id","list_id","lead_id")
);

-- CreateTable
CREATE TABLE "lead_import" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_bytes" BIGINT NOT NULL,
    "encoding" TEXT,
    "delimiter" TEXT,
    "list_id" UUID,
    "state" TEXT NOT NULL,
    "rows_read" BIGINT NOT NULL DEFAULT 0,
    "invalid" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "existing" BIGINT NOT NULL DEFAULT 0,
    "to_import" BIGINT NOT NULL DEFAULT 0,
    "imported" BIGINT NOT NULL DEFAULT 0,
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lead_import_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "lead_import_row" (
    "workspace_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row_number" BIGINT NOT NULL,
    "username_key" TEXT,
    "fields" JSONB NOT NULL,
    "verdict" TEXT NOT NULL,
    "problem" TEXT,

    CONSTRAINT "lead_import_row_pkey" PRIMARY KEY ("workspace_id","import_id","row_number")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "purchase_workspace_id_created_at_idx" ON "purchase"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "stripe_event_processed_at_idx" ON "stripe_event"("processed_at");

-- CreateIndex
CREATE INDEX "operation_run_workspace_id_created_at_idx" ON "operation_run"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "lead_workspace_id_username_key_key" ON "lead"("workspace_id", "username_key");

-- CreateIndex
CREATE INDEX "lead_list_entry_workspace_id_list_id_added_at_lead_id_idx" ON "lead_list_entry"("workspace_id", "list_id", "added_at", "lead_id");

-- CreateIndex
CREATE INDEX "mail_message_created_at_idx" ON "mail_message"("created_at");

-- AddForeignKey
ALTER TABLE "oauth_account" ADD CONSTRAINT "oauth_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "user_workspace" ADD CONSTRAINT "user_workspace_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE NO ACTION;


