export interface TencentCredentials {
  secretId: string
  secretKey: string
  /** Of temporary credentials. */
  token?: string
}
