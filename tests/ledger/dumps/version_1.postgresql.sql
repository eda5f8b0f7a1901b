
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.blocks (
    base_url text NOT NULL,
    told bigint NOT NULL,
    until bigint NOT NULL
);

CREATE TABLE public.calls (
    import bigint NOT NULL,
    number bigint NOT NULL,
    kind text NOT NULL,
    items text NOT NULL,
    sent bigint NOT NULL,
    checksum bigint NOT NULL,
    ended text NOT NULL
);

CREATE TABLE public.claims (
    project bigint NOT NULL,
    subject text NOT NULL,
    import bigint NOT NULL,
    checksum bigint NOT NULL
);

CREATE TABLE public.holders (
    import bigint NOT NULL,
    owner text NOT NULL,
    renewed bigint NOT NULL,
    checksum bigint NOT NULL
);

CREATE TABLE public.imports (
    id bigint NOT NULL,
    project bigint NOT NULL,
    identity text NOT NULL,
    test_set text NOT NULL,
    state text NOT NULL,
    arguments text NOT NULL,
    folder text NOT NULL,
    results bigint NOT NULL,
    recorded bigint NOT NULL,
    begun bigint NOT NULL,
    ended bigint NOT NULL,
    checksum bigint NOT NULL
);

ALTER TABLE public.imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.instances (
    project bigint NOT NULL,
    set_id bigint NOT NULL,
    test_id bigint NOT NULL,
    id bigint NOT NULL,
    checksum bigint NOT NULL
);

CREATE TABLE public.ledger_versions (
    version bigint NOT NULL,
    applied bigint NOT NULL
);

CREATE TABLE public.places (
    id bigint NOT NULL,
    base_url text NOT NULL,
    taken bigint NOT NULL,
    frees bigint NOT NULL,
    open bigint NOT NULL
);

ALTER TABLE public.places ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.places_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.projects (
    id bigint NOT NULL,
    base_url text NOT NULL,
    project bigint NOT NULL
);

ALTER TABLE public.projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.projects_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reports (
    import bigint NOT NULL,
    path text NOT NULL,
    digest text NOT NULL
);

CREATE TABLE public.sets (
    project bigint NOT NULL,
    name text NOT NULL,
    id bigint NOT NULL,
    checksum bigint NOT NULL
);

CREATE TABLE public.tests (
    project bigint NOT NULL,
    name text NOT NULL,
    id bigint NOT NULL,
    checksum bigint NOT NULL
);

INSERT INTO public.blocks VALUES ('https://api.example', 1728000000000, 1728000030000);

INSERT INTO public.calls VALUES (1, 2, 'test', '["hex:636166e9"]', 1728000000000, 2727227461, 'unknown');
INSERT INTO public.calls VALUES (1, 1, 'runs', '["a1","b1","c1"]', 1728000000000, 2832837499, 'done');

INSERT INTO public.imports OVERRIDING SYSTEM VALUE VALUES (1, 1, 'build 7', 'name Nightly', 'incomplete', '["import","--set","Nightly","reports"]', '/builds/7', 20, 19, 1728000000000, 1728000000000, 1512802720);

INSERT INTO public.instances VALUES (1, 21, 11, 31, 2161695864);

INSERT INTO public.ledger_versions VALUES (1, 1728000000000);

INSERT INTO public.places OVERRIDING SYSTEM VALUE VALUES (1, 'https://api.example', 1728000000000, 1728000090000, 1);

INSERT INTO public.projects OVERRIDING SYSTEM VALUE VALUES (1, 'https://api.example', 42);

INSERT INTO public.reports VALUES (1, 'reports/a.xml', '00ff');
INSERT INTO public.reports VALUES (1, 'reports/b.xml', '11ee');

INSERT INTO public.sets VALUES (1, 'Nightly', 21, 2767291920);

INSERT INTO public.tests VALUES (1, 'Ünïcödé ☂', 11, 1361058609);

SELECT pg_catalog.setval('public.imports_id_seq', 1, true);

SELECT pg_catalog.setval('public.places_id_seq', 1, true);

SELECT pg_catalog.setval('public.projects_id_seq', 1, true);

ALTER TABLE ONLY public.blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (base_url);

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (import, number);

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (project, subject);

ALTER TABLE ONLY public.holders
    ADD CONSTRAINT holders_pkey PRIMARY KEY (import);

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_project_identity_test_set_key UNIQUE (project, identity, test_set);

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT instances_pkey PRIMARY KEY (project, id);

ALTER TABLE ONLY public.ledger_versions
    ADD CONSTRAINT ledger_versions_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_base_url_project_key UNIQUE (base_url, project);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sets
    ADD CONSTRAINT sets_pkey PRIMARY KEY (project, name);

ALTER TABLE ONLY public.tests
    ADD CONSTRAINT tests_pkey PRIMARY KEY (project, name);

CREATE INDEX claims_by_import ON public.claims USING btree (import);

CREATE INDEX instances_by_set ON public.instances USING btree (project, set_id);

CREATE INDEX instances_by_test ON public.instances USING btree (project, test_id);

CREATE INDEX places_by_end ON public.places USING btree (base_url, frees);

CREATE INDEX reports_by_digest ON public.reports USING btree (digest);

CREATE INDEX reports_by_import ON public.reports USING btree (import);

CREATE INDEX sets_by_id ON public.sets USING btree (project, id);

CREATE INDEX tests_by_id ON public.tests USING btree (project, id);

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_import_fkey FOREIGN KEY (import) REFERENCES public.imports(id);

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_import_fkey FOREIGN KEY (import) REFERENCES public.imports(id);

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_project_fkey FOREIGN KEY (project) REFERENCES public.projects(id);

ALTER TABLE ONLY public.holders
    ADD CONSTRAINT holders_import_fkey FOREIGN KEY (import) REFERENCES public.imports(id);

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_project_fkey FOREIGN KEY (project) REFERENCES public.projects(id);

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT instances_project_fkey FOREIGN KEY (project) REFERENCES public.projects(id);

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_import_fkey FOREIGN KEY (import) REFERENCES public.imports(id);

ALTER TABLE ONLY public.sets
    ADD CONSTRAINT sets_project_fkey FOREIGN KEY (project) REFERENCES public.projects(id);

ALTER TABLE ONLY public.tests
    ADD CONSTRAINT tests_project_fkey FOREIGN KEY (project) REFERENCES public.projects(id);

