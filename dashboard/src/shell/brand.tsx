import { Link } from 'wouter';

export function Brand({ href = '/' }: { readonly href?: string }) {
  return (
    <Link href={href} className="brand">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#1b6a75" />
        <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round">
          <circle cx="9.5" cy="10" r="2.6" />
          <circle cx="22.5" cy="10" r="2.6" />
          <circle cx="9.5" cy="22" r="2.6" />
          <circle cx="22.5" cy="22" r="2.6" />
          <path d="M12 12.2C17 16 15 16 20 19.8" />
        </g>
      </svg>
      <span>Centralita</span>
    </Link>
  );
}
