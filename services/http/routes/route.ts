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

/**
 * Why no token may ask for a route. What concerns recordings, their custody and their publication has a scope instead;
 * what a program may not ask names one of these.
 */
export const peopleOnly = {
  own: 'It is about the person who is signed in, and a program is nobody.',
  rights: 'Who may ask this could give itself more rights.',
  centre: 'How the centre works is set up by people who answer for it; programs write the files of site and flows.',
  console: 'It is a part of the pages that agents and supervisors work with, which follow the live feed.',
  judgement: 'A person judges, and answers for it by name.',
  looked: 'What erases many recordings at once is begun by somebody who has looked at what it would erase.',
  key: 'A private key opens a recording for ever: somebody decides on each one.',
} as const;

/** What programs may do: every route that is not for anyone has a scope, or says why there is none. */
type Programs<A extends Access> = A extends 'anyone'
  ? { readonly scope?: never; readonly people?: never }
  :
      | { readonly scope: Scope; readonly people?: never }
      | { readonly people: keyof typeof peopleOnly; readonly scope?: never };

type Rights = {
  /** What a token must have; without it no token may ask. */
  readonly scope?: Scope;
  readonly people?: keyof typeof peopleOnly;
};

type Common<A extends Access> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As express writes it: `/api/calls/:id`. */
  readonly path: string;
  readonly access: A;
  /** A sentence for the OpenAPI document. */
  readonly summary: string;
  /** 200 unless told; 204 has no body. */
  readonly status?: number;
  readonly answer: z.ZodType | 'audio' | 'archive' | 'document' | null;
  /** Failed attempts are counted, as for a sign-in. */
  readonly guarded?: true;
  /** The body for the OpenAPI document, where the handler checks more of it than `body` does. */
  readonly bodyShape?: z.ZodType;
};

/** A route as the registry holds it: the declaration, and how it answers. */
export type Route = Common<Access> &
  Rights & {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: z.ZodType;
    readonly answerTo: (
      request: Request,
      response: Response,
      caller: SignedIn | null,
      house: House,
    ) => Promise<unknown>;
  };

type Schemas<P, Q, B> = {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
};

type Handle<P, Q, B, A extends Access> = { readonly handle: (asked: Asked<P, Q, B, A>) => Promise<unknown> };

/**
 * Declares a route: who may ask, what it takes and what it answers stand beside the code that answers.
 * Input that is not as declared never reaches the handler.
 */
export function route<const A extends Access, P = unknown, Q = unknown, B = unknown>(
  declared: Common<A> & Programs<A> & Schemas<P, Q, B> & Handle<P, Q, B, A>,
): Route {
  // Taken apart, the two are a type that TypeScript cannot follow.
  const { handle, ...rest }: Common<A> & Rights & Schemas<P, Q, B> & Handle<P, Q, B, A> = declared;
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
