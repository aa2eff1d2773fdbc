import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Role } from '../../core/site.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { House } from '../house.ts';
import type { Scope } from '../protocol.ts';

/** Who may ask. An array names roles, of which one suffices. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

/** What a handler gets: everything checked. `caller` is null only where anyone may ask. */
export type Asked<P, Q, B, A extends Access> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: A extends 'anyone' ? SignedIn | null : SignedIn;
  readonly request: Request;
  readonly response: Response;
  readonly house: House;
};

/** Answered by a handler that has written the response itself. */
export const written: unique symbol = Symbol('written');

type Common<A extends Access> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As express writes it: `/api/calls/:id`. */
  readonly path: string;
  readonly access: A;
  /** What a token must have; without it no token may ask. */
  readonly scope?: Scope;
  /** A sentence for the OpenAPI document. */
  readonly summary: string;
  /** 200 unless told; 204 has no body. */
  readonly status?: number;
  readonly answer: z.ZodType | 'audio' | 'document' | null;
  /** Failed attempts are counted, as for a sign-in. */
  readonly guarded?: true;
  /** The body for the OpenAPI document, where the handler checks more of it than `body` does. */
  readonly bodyShape?: z.ZodType;
};

/** A route as the registry holds it: the declaration, and how it answers. */
export type Route = Common<Access> & {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answerTo: (request: Request, response: Response, caller: SignedIn | null, house: House) => Promise<unknown>;
};

type Schemas<P, Q, B> = {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
};

/**
 * Declares a route: who may ask, what it takes and what it answers stand beside the code that answers.
 * Input that is not as declared never reaches the handler.
 */
export function route<const A extends Access, P = unknown, Q = unknown, B = unknown>(
  declared: Common<A> & Schemas<P, Q, B> & { readonly handle: (asked: Asked<P, Q, B, A>) => Promise<unknown> },
): Route {
  const { handle, ...rest } = declared;
  return {
    ...rest,
    answerTo: (request, response, caller, house) => {
      const asked = {
        params: rest.params?.parse(request.params) as P,
        query: rest.query?.parse(request.query) as Q,
        body: rest.body?.parse(request.body) as B,
        // The server has refused who may not ask before it comes here.
        caller: caller as Asked<P, Q, B, A>['caller'],
        request,
        response,
        house,
      };
      return handle(asked);
    },
  };
}
